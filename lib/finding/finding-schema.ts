import * as v from 'valibot';
import type { JsonValue } from '../event/index.ts';
import { severities } from '../rule/index.ts';
import type { Finding } from './finding.ts';

const text = (length: number) => v.pipe(v.string(), v.maxLength(length));
const list = <T extends v.GenericSchema>(item: T, length: number) => v.pipe(v.array(item), v.maxLength(length));
const isoTime = v.pipe(v.string(), v.regex(/^-?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}Z$/));

/**
 * Any JSON value, handed on as it is: documents come out of JSON.parse. A schema that rebuilt it would drop names such as
 * `prototype`, which a log may well hold.
 */
const json = v.custom<JsonValue>(value => value !== undefined);
const fields = v.record(v.string(), json);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const evidence = v.object({
  event: text(512),
  time: isoTime,
  source: text(64),
  leg: text(128),
  logGroup: text(512),
  logStream: text(512),
  fields,
});

/** The one description of the document: it reads rows and messages, and docs/finding.schema.json is printed from it. */
export const findingSchema = v.object({
  schemaVersion: v.literal('1.0'),
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(512)),
  revision: v.pipe(v.number(), v.integer(), v.minValue(1)),
  state: v.picklist(['active', 'retracted']),
  rule: v.pipe(v.string(), v.minLength(1), v.maxLength(512)),
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  description: text(4000),
  // Rows of before these two were added have neither.
  why: v.optional(text(2000), ''),
  severity: v.picklist(severities),
  severityReason: v.optional(text(1000), ''),
  language: text(64),
  staged: v.boolean(),
  count,
  capped: v.boolean(),
  firstSeen: isoTime,
  lastSeen: isoTime,
  entity: v.record(v.string(), text(512)),
  seen: v.record(v.string(), list(text(256), 50)),
  account: text(64),
  region: text(64),
  sources: list(text(64), 100),
  attack: v.object({ tactics: list(text(64), 20), techniques: list(text(64), 40) }),
  evidence: list(evidence, 100),
  missing: list(text(500), 20),
  triage: list(text(500), 20),
  falsePositives: list(text(500), 20),
  response: list(text(500), 20),
  references: list(text(500), 20),
  related: list(text(512), 20),
  details: fields,
  overflow: text(2048),
  events: v.optional(v.array(v.object({ file: v.string(), line: count }))),
});

/** A finding from outside (a row, a message); throws what is wrong with it, and drops what this version does not know. */
export function parseFinding(document: unknown): Finding {
  const parsed = v.safeParse(findingSchema, document);
  if (parsed.success) {
    const { events, ...finding } = parsed.output;
    return events === undefined ? finding : { ...finding, events };
  }
  const wrong = parsed.issues.slice(0, 5).map(issue => `${v.getDotPath(issue) ?? 'document'}: ${issue.message}`);
  throw new Error(`not a finding of schema version 1.0: ${wrong.join('; ')}`);
}
