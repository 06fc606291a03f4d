import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { printRule } from '../../../lib/ir/index.ts';
import { elastic } from '../../../lib/language/elastic/index.ts';
import { renderDiagnostic } from '../../../lib/language/text/index.ts';

const folder = join(import.meta.dirname, '..', '..', 'golden', 'elastic');
const names = readdirSync(folder).filter(name => name.endsWith('.toml'));

/** What a rule means, in words. `npx vitest run -u` writes these files anew; read what changed before you commit it. */
describe('rules in Elastic’s format mean', () => {
  it.each(names)('%s', async name => {
    const text = readFileSync(join(folder, name), 'utf8');
    const [compiled] = elastic.compile([{ path: name, text }], { values: {}, exceptions: {} });
    if (compiled === undefined) throw new Error(`${name} holds no rule`);
    const printed = [
      ...compiled.diagnostics.map(found => renderDiagnostic(found, text)),
      `${compiled.language}: ${compiled.status}`,
      ...(compiled.rule === null ? [] : [printRule(compiled.rule)]),
    ];
    await expect(`${printed.join('\n')}\n`).toMatchFileSnapshot(join(folder, name.replace(/toml$/, 'ir')));
  });
});
