/** `npm run docs:languages`: writes the support tables of all languages into docs/languages.md, between its two marks. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageTables } from './language-tables.ts';

const path = join(import.meta.dirname, 'languages.md');
writeFileSync(path, languageTables(readFileSync(path, 'utf8')));
