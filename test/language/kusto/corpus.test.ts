import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kusto } from '../../../lib/language/kusto/index.ts';
import type { RuleFile } from '../../../lib/language/text/index.ts';
import { corpora } from '../../corpora.ts';

const folder = corpora();

describe.skipIf(folder === null)('the public analytics rules (skipped without the public test data)', () => {
  it('each compiles, or is refused with what is not supported and where', () => {
    const compiled = kusto.compile(published(), { values: {}, exceptions: {} });
    const refused = compiled.filter(rule => rule.status === 'error');
    expect(compiled).toHaveLength(182);
    for (const rule of refused) {
      expect(rule.diagnostics[0]?.message).not.toBe('');
      expect(rule.diagnostics[0]?.span.line).toBeGreaterThan(1);
    }
    expect((compiled.length - refused.length) / compiled.length).toBeGreaterThan(0.75);
  });
});

function published(): readonly RuleFile[] {
  const unpacked = mkdtempSync(join(tmpdir(), 'weir-kusto-'));
  try {
    execFileSync('tar', ['-xzf', join(folder ?? '', 'sentinel-detections.tar.gz'), '-C', unpacked]);
    return readdirSync(unpacked, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && entry.name.endsWith('.yaml'))
      .map(entry => join(entry.parentPath, entry.name))
      .map(path => ({ path, text: readFileSync(path, 'utf8') }));
  } finally {
    rmSync(unpacked, { recursive: true });
  }
}
