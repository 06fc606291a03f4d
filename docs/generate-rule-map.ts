/** `npm run docs:rules`: writes the map of the rules that ship into rules/README.md, between its two marks. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renewRuleMap } from './rule-map.ts';

const root = join(import.meta.dirname, '..');
const path = join(root, 'rules', 'README.md');
writeFileSync(path, await renewRuleMap(readFileSync(path, 'utf8'), root));
