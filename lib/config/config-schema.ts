import { configShape } from './config-shape.ts';
import type { JsonSchema } from './shape.ts';

/** docs/weir.schema.json: the same description that reads the file, for editors. */
export const configSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'weir.yml',
  description: 'What weir watches, with which rules, and where it runs. Every key is optional.',
  ...configShape.schema,
};
