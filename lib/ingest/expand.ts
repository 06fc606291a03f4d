import {
  isObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
  type Micros,
  parseIsoMicros,
} from '../event/index.ts';
import { cloudWatchPayload } from './cloudwatch-payload.ts';
import type { Unread } from './decode-context.ts';
import type { Log } from './log.ts';
import { openedBy } from './opening.ts';
import { parseJsonObject } from './parse-json.ts';

/** A log on its way out of its wrappings. What only its neighbours decide (its ordinal) is not there yet. */
export type Unwrapped = Omit<Log, 'ordinal'>;

/** JSON in JSON in JSON has been seen (a Falco alert in Docker's log in Fluent Bit's record); deeper is somebody's game. */
const MAX_WRAPS = 5;

/** Takes a log out of what it was wrapped in: CloudWatch's and EventBridge's envelopes, `Records`, shippers' fields. */
export function* expand(log: Unwrapped, unread: Unread = readAll, wraps = 0): Generator<Unwrapped | 'control'> {
  const json = log.json;
  if (json === null || wraps >= MAX_WRAPS || openedBy(log.text) !== null) {
    yield log;
    return;
  }
  const inner = cloudWatchPayload(json, log) ?? records(json, log) ?? eventBridge(json, log) ?? shipped(json, log);
  if (inner === null) yield log;
  else if (inner === 'control') yield inner;
  else for (const one of inner) yield* expand(one.json === null ? parsed(one, unread) : one, unread, wraps + 1);
}

export const readAll: Unread = () => null;

/** A log whose text spells a JSON object holds it. */
function parsed(log: Unwrapped, unread: Unread): Unwrapped {
  const source = unread(log.text);
  if (source !== null) return { ...log, unread: source };
  const json = parseJsonObject(log.text);
  return json === null ? unprefixed(log) : { ...log, json };
}

/** A line behind the container runtime's prefix loses the prefix; so does JSON behind syslog's. */
export function unprefixed(log: Unwrapped): Unwrapped {
  const text = log.text.replace(CONTAINER_PREFIX, '');
  if (text.length !== log.text.length) return { ...log, text, json: parseJsonObject(text) };
  const inner = text.endsWith('}') ? text.replace(SYSLOG_PREFIX, '') : text;
  const json = inner.length === text.length ? null : parseJsonObject(inner);
  return json === null ? log : { ...log, text: inner, json };
}

/** Falco's syslog output, and whatever else writes JSON there. */
const SYSLOG_PREFIX =
  /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.]{8,18}(?:Z|[+-]\d\d:?\d\d)) [\w.:-]{1,255} [\w./-]{1,64}(?:\[\d{1,10}\])?: (?=\{)/;

/** containerd and CRI-O begin each line so; `P` is a part of a line and stays as it is. */
const CONTAINER_PREFIX = /^\d{4}-\d\d-\d\dT[\d:.]{8,18}(?:Z|[+-]\d\d:\d\d) std(?:out|err) F /;

/** CloudTrail's files, and S3's notifications, hold their events in `Records`. */
function records(json: JsonObject, log: Unwrapped): Unwrapped[] | null {
  const members = Object.hasOwn(json, 'Records') ? json.Records : undefined;
  if (!isArray(members) || !members.every(isObject)) return null;
  return members.filter(isObject).map(member => ({ ...log, text: JSON.stringify(member), json: member }));
}

/** `detail` is the log; the envelope says where and when. */
function eventBridge(json: JsonObject, log: Unwrapped): Unwrapped[] | null {
  const detail = json.detail;
  if (typeof json['detail-type'] !== 'string' || typeof json.source !== 'string' || !isObject(detail)) return null;
  const origin = {
    ...log.origin,
    account: textOr(json.account, log.origin.account),
    region: textOr(json.region, log.origin.region),
  };
  const timestamp = typeof json.time === 'string' ? parseIsoMicros(json.time) : null;
  return [{ ...log, json: detail, envelope: log.envelope ?? json, timestamp: timestamp ?? log.timestamp, origin }];
}

/**
 * Docker, Fluent Bit, FireLens and their kin put the line they carried under `log` or `message`, as a string. An ECS
 * document has a `message` too, but is itself the log.
 */
function shipped(json: JsonObject, log: Unwrapped): Unwrapped[] | null {
  const wrapped = { ...log, envelope: log.envelope ?? json, timestamp: log.timestamp ?? shipperTime(json) };
  for (const name of ['log', 'message', 'Message']) {
    const text = Object.hasOwn(json, name) ? json[name] : undefined;
    if (typeof text !== 'string' || (name !== 'log' && isDocument(json))) continue;
    const line = text.replace(/\r?\n$/, '');
    const bare = line.replace(CONTAINER_PREFIX, '');
    if (parseJsonObject(bare) !== null) return [{ ...wrapped, text: bare, json: null }];
    const isWrapping = name === 'log' ? isContainerLine(json) : isMessageAlone(json);
    if (isWrapping) return [{ ...wrapped, text: bare, json: null }];
  }
  return null;
}

/** Does it say enough itself to be a log of its own, whatever its `message` spells? */
function isDocument(json: JsonObject): boolean {
  return Object.hasOwn(json, 'ecs') || isObject(json.event) || Object.hasOwn(json, 'class_uid');
}

/** The fields that container runtimes and shippers put beside `log`. */
function isContainerLine(json: JsonObject): boolean {
  return ['stream', 'container_id', 'kubernetes', 'ecs_task_arn', 'ec2_instance_id'].some(name =>
    Object.hasOwn(json, name),
  );
}

/** So AWS puts a flow log's line into Firehose: what says nothing beside its message is the message. */
function isMessageAlone(json: JsonObject): boolean {
  return Object.keys(json).length === 1 && Object.hasOwn(json, 'message');
}

function shipperTime(json: JsonObject): Micros | null {
  for (const name of ['time', '@timestamp', 'timestamp']) {
    const value = Object.hasOwn(json, name) ? json[name] : undefined;
    if (typeof value === 'string') return parseIsoMicros(value);
  }
  return typeof json.date === 'number' && json.date > 0 && json.date < 9e9 ? Math.round(json.date * 1e6) : null;
}

function textOr(value: JsonValue | undefined, fallback: string): string {
  return typeof value === 'string' && value !== '' ? value : fallback;
}

function isArray(value: JsonValue | undefined): value is JsonArray {
  return Array.isArray(value);
}
