import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configSchema } from '../lib/config/index.ts';
import { findingJsonSchema } from '../lib/finding/index.ts';
import { describeSources } from '../lib/sources/index.ts';
import { sigmaFieldsPage } from './sigma-fields.ts';

/** `npm run docs`: writes the pages and schemas that are made of the code. Tests hold them to it. */
write('sources.md', describeSources());
write('sigma-fields.md', sigmaFieldsPage());
write('weir.schema.json', json(configSchema));
write('finding.schema.json', json(findingJsonSchema()));

function write(name: string, text: string): void {
  writeFileSync(join(import.meta.dirname, name), text);
}

function json(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
