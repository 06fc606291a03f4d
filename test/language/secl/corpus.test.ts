import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { markNotEvaluable } from '../../../lib/build/evaluability.ts';
import { bundleRules, createReferenceMatcher, emptySettings } from '../../../lib/engine/index.ts';
import type { LogEvent } from '../../../lib/event/index.ts';
import { decodeFile, defaultLimits } from '../../../lib/ingest/index.ts';
import { secl } from '../../../lib/language/secl/index.ts';
import type { CompiledRule } from '../../../lib/language/text/index.ts';
import { defaultSettings, eventKinds, fieldTables, readLog } from '../../../lib/sources/index.ts';
import { corpora } from '../../corpora.ts';
import { policyFiles } from '../published.ts';

const folder = corpora();

describe.skipIf(folder === null)('the published policy (skipped without the public test data)', () => {
  it('compiles whole: nothing is an error, and what is not evaluable says why', () => {
    const compiled = markNotEvaluable(policy(), eventKinds());
    expect(compiled).toHaveLength(319);
    expect(compiled.filter(rule => rule.status === 'error').flatMap(rule => rule.diagnostics)).toEqual([]);
    const others = compiled.filter(rule => rule.status !== 'ok');
    // What weir does not follow is the form of a rule for another agent, of which the policy has both.
    expect(others.filter(rule => !/no log source supplies|weir follows/.test(said(rule)))).toEqual([]);
    expect(compiled.length - others.length).toBeGreaterThan(200);
  });

  it("finds the shells that PostgreSQL's backends start, and neither the archiver's nor a client's", () => {
    const { all, found } = falcoLinesOf('database_shell_execution');
    const shells = all.filter(line => line['evt.type'] === 'execve' && line['proc.exepath'] === '/usr/bin/dash');
    const by = (parent: string) => shells.filter(line => line['proc.pname'] === parent).map(commandLine);
    const ofArchiver = by('postgres').filter(line => line.includes('pg_wal'));
    expect(found.map(commandLine)).toEqual(by('postgres').filter(line => !ofArchiver.includes(line)));
    expect(found.length).toBeGreaterThan(1);
    // The near misses are there; and MariaDB's is one literally, since the policy lists mysqld alone.
    expect([ofArchiver, by('psql'), by('mariadbd')].map(lines => lines.length > 0)).toEqual([true, true, true]);
  });
});

function said({ diagnostics }: CompiledRule): string {
  return diagnostics.map(({ message }) => message).join('\n');
}

function commandLine(line: Readonly<Record<string, unknown>>): string {
  return String(line['proc.cmdline']);
}

function policy(): readonly CompiledRule[] {
  return secl.compile(policyFiles(), { values: {}, exceptions: {} });
}

/** The output fields of all recorded Falco events, and of those that a rule of the policy matches. */
function falcoLinesOf(id: string) {
  const rule = policy().find(compiled => compiled.id === id)?.rule;
  if (rule === undefined || rule === null) throw new Error(`the policy has no ${id}`);
  const bundle = bundleRules([{ rule, staged: false }], emptySettings);
  const matcher = createReferenceMatcher(bundle, Object.values(fieldTables));
  const bytes = readFileSync(join(folder ?? '', 'telemetry/falco-derived/falco.derived.jsonl'));
  const context = { arrival: 0, recordId: '', account: '', region: '' };
  const events = [...decodeFile(bytes, context, defaultLimits)]
    .flatMap(decoded => (decoded.outcome === 'logs' ? decoded.logs : []))
    .flatMap(log => {
      const { parsed } = readLog(log, defaultSettings, '');
      return parsed.outcome === 'events' ? parsed.events : [];
    });
  const fields = (event: LogEvent): Readonly<Record<string, unknown>> => JSON.parse(event.text).output_fields;
  return {
    all: events.map(fields),
    found: events.filter(event => matcher.match(event).matched.length > 0).map(fields),
  };
}
