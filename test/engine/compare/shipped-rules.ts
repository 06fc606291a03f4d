import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../../../lib/ir/index.ts';
import { compileRules } from '../../../lib/language/index.ts';

/** The rules that ship which look at single events. */
export function shippedRules(): readonly Rule[] {
  const root = join(import.meta.dirname, '../../../rules');
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /(?<!\.test)\.(?:yml|yaml|toml|policy)$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
    .map(path => ({ path, text: readFileSync(path, 'utf8') }));
  return compileRules(files, { values: {}, exceptions: {} }).flatMap(({ rule }) =>
    rule?.detection.kind === 'single' ? [rule] : [],
  );
}
