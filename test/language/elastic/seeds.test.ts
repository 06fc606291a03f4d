import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareEvents, type LogEvent } from '../../../lib/event/index.ts';
import { elastic } from '../../../lib/language/elastic/index.ts';
import { hunt } from '../../../lib/pipeline/index.ts';
import { fieldTables } from '../../../lib/sources/index.ts';
import { corpora } from '../../corpora.ts';
import { archiveFiles } from '../../corpora-archive.ts';
import { eventsOfBatches } from '../../sources/assembled.ts';
import { logsOf } from '../../sources/read.ts';

const folder = corpora();

/** What one of Elastic's own rules finds in a recording, as the words that the events' fields hold. */
function found(rule: string, recording: string): readonly LogEvent[] {
  const files = archiveFiles('elastic-rules.tar.gz').filter(({ path }) => path.endsWith(`/${rule}.toml`));
  const [compiled] = elastic.compile(files, { values: {}, exceptions: {} });
  if (compiled?.rule == null) throw new Error(`${rule} did not compile`);
  const lines = readFileSync(join(folder ?? '', 'telemetry', recording), 'utf8').trim();
  const logs = logsOf(lines);
  const events = [...eventsOfBatches([logs]).values()].sort(compareEvents);
  return hunt(compiled.rule, events, Object.values(fieldTables)).matches.flatMap(match => match.events);
}

describe.skipIf(folder === null)('the two rules of Elastic’s that weir began with (needs the corpora)', () => {
  it('the dump rule finds every dump tool that was started, and nothing that a dump tool then did', () => {
    const events = found('exfiltration_potential_database_dumping', 'falco-derived/falco.derived.jsonl');
    const told = events.map(({ fields }) => fields.output_fields as { 'evt.type': string; 'proc.name': string });
    const tools = ['pg_dump', 'pg_dump', 'pg_dump', 'pg_dump', 'mariadb-dump', 'pg_dump', 'pg_dump', 'mariadb-dump'];
    expect(told.map(fields => `${fields['evt.type']} ${fields['proc.name']}`)).toEqual(
      tools.map(tool => `execve ${tool}`),
    );
  });

  it('the shell rule finds the shell that mysql -e started, and no other child of mysql', () => {
    const events = found('execution_mysql_binary', 'audit/audit.raw.log');
    expect(events.map(({ fields }) => [fields.comm, fields.args])).toEqual([['sh', ['sh', '-c', ' /bin/sh']]]);
  });
});
