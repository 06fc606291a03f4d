import { describe, expect, it } from 'vitest';
import { kusto } from '../../../lib/language/kusto/index.ts';
import { analyticsFiles } from '../published.ts';

const files = analyticsFiles();

describe.skipIf(files.length === 0)('the public analytics rules (skipped without the public test data)', () => {
  it('each compiles, or is refused with what is not supported and where', () => {
    const compiled = kusto.compile(files, { values: {}, exceptions: {} });
    const refused = compiled.filter(rule => rule.status === 'error');
    expect(compiled).toHaveLength(182);
    for (const rule of refused) {
      expect(rule.diagnostics[0]?.message).not.toBe('');
      expect(rule.diagnostics[0]?.span.line).toBeGreaterThan(1);
    }
    expect((compiled.length - refused.length) / compiled.length).toBeGreaterThan(0.75);
  });
});
