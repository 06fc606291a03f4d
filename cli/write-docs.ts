import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeSources } from '../lib/sources/index.ts';

/** `npm run docs`: writes the pages that are made of the code. */
writeFileSync(join(import.meta.dirname, '..', 'docs', 'sources.md'), describeSources());
