import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleRules, createReferenceMatcher, emptySettings } from '../../../lib/engine/index.ts';
import { decodeFile, defaultLimits } from '../../../lib/ingest/index.ts';
import { secl } from '../../../lib/language/secl/index.ts';
import type { CompiledRule } from '../../../lib/language/text/index.ts';
import { defaultSettings, fieldTables, readLog } from '../../../lib/sources/index.ts';
import { corpora } from '../../corpora.ts';

const folder = corpora();

describe.skipIf(folder === null)('the published policy (skipped without the public test data)', () => {
  it('compiles whole: nothing is an error, and what is not evaluable says why', () => {
    const compiled = policy();
    expect(compiled).toHaveLength(319);
    expect(compiled.filter(rule => rule.status === 'error').flatMap(rule => rule.diagnostics)).toEqual([]);
    expect(compiled.filter(rule => rule.status === 'not-evaluable' && rule.diagnostics.length === 0)).toEqual([]);
  });

  it("finds the shells that PostgreSQL's backends start, and neither the archiver's nor a client's", () => {
    const lines = falcoLinesOf('database_shell_execution');
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(line['proc.pname']).toBe('postgres');
      expect(line['proc.cmdline']).not.toContain('pg_wal');
    }
  });
});

function policy(): readonly CompiledRule[] {
  const archive = join(folder ?? '', 'datadog-workload-policy.tar.gz');
  const text = execFileSync('tar', ['-xzOf', archive, './default.policy'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return secl.compile([{ path: 'default.policy', text }], { values: {}, exceptions: {} });
}

/** The output fields of the Falco events that a rule of the policy matches. */
function falcoLinesOf(id: string): readonly Record<string, unknown>[] {
  const rule = policy().find(compiled => compiled.id === id)?.rule;
  if (rule === undefined || rule === null) throw new Error(`the policy has no ${id}`);
  const bundle = bundleRules([{ rule, staged: false }], emptySettings);
  const matcher = createReferenceMatcher(bundle, Object.values(fieldTables));
  const bytes = readFileSync(join(folder ?? '', 'telemetry/falco-derived/falco.derived.jsonl'));
  const context = { arrival: 0, recordId: '', account: '', region: '' };
  return [...decodeFile(bytes, context, defaultLimits)]
    .flatMap(decoded => (decoded.outcome === 'logs' ? decoded.logs : []))
    .flatMap(log => {
      const { parsed } = readLog(log, defaultSettings, '');
      return parsed.outcome === 'events' ? parsed.events : [];
    })
    .filter(event => matcher.match(event).matched.length > 0)
    .map(event => JSON.parse(event.text).output_fields);
}
