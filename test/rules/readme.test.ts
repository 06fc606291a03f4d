import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { renewRuleMap } from '../../docs/rule-map.ts';

const root = join(import.meta.dirname, '../..');

it('rules/README.md maps the rules that ship (npm run docs:rules)', async () => {
  const readme = readFileSync(join(root, 'rules/README.md'), 'utf8');
  expect(readme).toBe(await renewRuleMap(readme, root));
});
