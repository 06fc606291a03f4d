/**
 * What a log event is: identity, time, origin, and reading of its fields.
 *
 * Knows no rule, no log format and no I/O: ../sources makes events, ../engine asks them questions.
 */

export { ecsRead } from './ecs-read.ts';
export { anyEventOf, type EventKind } from './event-kind.ts';
export { compareEvents } from './event-order.ts';
export type { FieldRead, FieldTable } from './field-table.ts';
export { isObject, type JsonArray, type JsonObject, type JsonScalar, type JsonValue } from './json.ts';
export type { Host, LogEvent, LogSource, Origin } from './log-event.ts';
export { type Micros, microsToIso, parseIsoMicros } from './micros.ts';
export { type EventParts, readEvent, revised } from './read-event.ts';
export { readPath } from './read-path.ts';
