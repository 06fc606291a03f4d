import type { FieldRead } from '../event/index.ts';
import { at } from './field-read.ts';

/** The names under which every database source gives its statements. ECS has none for them; these follow OpenTelemetry. */
export const sqlFields: Readonly<Record<string, FieldRead>> = {
  'db.statement': at('statement'),
  'db.operation': at('sql', 'command'),
  'db.statement_class': at('sql', 'class'),
  'db.tables': at('sql', 'tables'),
  'db.signatures': at('sql', 'signatures'),
  'db.fingerprint': at('sql', 'fingerprint'),
};
