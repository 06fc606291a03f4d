import {
  ecsRead,
  type FieldTable,
  isObject,
  type JsonObject,
  type JsonValue,
  type LogEvent,
  readPath,
} from '../event/index.ts';
import type { FieldName, FieldRef, Value } from '../ir/index.ts';

/** Something that predicates can be asked about: an event, a result of a correlation, a member of an array. */
export interface Row {
  /** The value, or undefined where the row does not have it. Null is there. */
  readonly field: (field: FieldRef) => JsonValue | undefined;
  /** Values of all fields whose ECS name the wildcard fits. */
  readonly fieldsLike: (pattern: string) => readonly JsonValue[];
  /** The whole record, in which keywords are looked for. */
  readonly record: JsonObject;
  readonly text: string;
  readonly event: (what: EventProperty) => JsonValue | undefined;
}

export type EventProperty = Extract<Value, { readonly op: 'event' }>['what'];

export function eventRow(event: LogEvent, table: FieldTable): Row {
  return {
    field: ({ names }) => first(names, name => readName(event, table, name)),
    fieldsLike: pattern => eventFieldsLike(event, table, wildcard(pattern)),
    record: event.fields,
    text: event.text,
    event: what => eventProperty(event, what),
  };
}

/** Over a plain object whose own names are the fields' vendor names, whatever dots they hold: a row of results. */
export function recordRow(record: JsonObject): Row {
  return {
    field: ({ names }) => first(names, ({ name }) => readPath(record, name)),
    fieldsLike: pattern => leavesLike(record, wildcard(pattern)),
    record,
    text: '',
    event: () => undefined,
  };
}

/** Inside `some-member`: fields are read from the member (a field named `.` is the member itself), all else from outside. */
export function memberRow(member: JsonValue, outer: Row): Row {
  const object = isObject(member) ? member : {};
  return {
    ...outer,
    field: ({ names }) => first(names, ({ name }) => (name === '.' ? member : readPath(object, name))),
    fieldsLike: pattern => leavesLike(object, wildcard(pattern)),
  };
}

/** One name of an event, through its source's table. */
export function readName(event: LogEvent, table: FieldTable, { space, name }: FieldName): JsonValue | undefined {
  const { fields } = event;
  if (space === 'vendor') {
    for (const root of table.vendorRoots) {
      const object = walk(fields, root);
      const value = object === undefined ? undefined : readPath(object, name);
      if (value !== undefined) return value;
    }
    return undefined;
  }
  return ecsRead(table, name)?.read(fields, event);
}

export function eventProperty(event: LogEvent, what: EventProperty): JsonValue | undefined {
  switch (what) {
    case 'time':
      return event.time;
    case 'arrival':
      return event.arrival;
    case 'id':
      return event.id;
    case 'text':
      return event.text;
    case 'source':
      return event.source;
    case 'log-group':
      return known(event.origin.logGroup);
    case 'account':
      return known(event.origin.account);
    case 'region':
      return known(event.origin.region);
    default:
      return what satisfies never;
  }
}

/** `*` only; everything else stands for itself. */
export function wildcard(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*');
  if (parts.length === 1) return name => name === pattern;
  const [head = '', ...rest] = parts;
  const tail = rest.pop() ?? '';
  return name => {
    if (!name.startsWith(head) || !name.endsWith(tail) || name.length < head.length + tail.length) return false;
    let at = head.length;
    for (const part of rest) {
      const found = name.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= name.length - tail.length;
  };
}

function eventFieldsLike(event: LogEvent, table: FieldTable, fits: (name: string) => boolean): readonly JsonValue[] {
  const values = table.isEcs ? [...leavesLike(event.fields, fits)] : [];
  for (const [name, { read }] of Object.entries(table.ecs)) {
    const value = fits(name) ? read(event.fields, event) : undefined;
    if (value !== undefined) values.push(value);
  }
  return values;
}

/** Leaves by their dotted path; arrays add nothing to the path. A stack of our own: records may be hostilely deep. */
function leavesLike(record: JsonObject, fits: (name: string) => boolean): readonly JsonValue[] {
  const values: JsonValue[] = [];
  const stack: { readonly path: string; readonly value: JsonValue }[] = [{ path: '', value: record }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { path, value } = top;
    if (Array.isArray(value)) for (const member of value) stack.push({ path, value: member });
    else if (isObject(value)) {
      for (const [name, inner] of Object.entries(value)) {
        stack.push({ path: path === '' ? name : `${path}.${name}`, value: inner });
      }
    } else if (fits(path)) values.push(value);
  }
  return values;
}

function first(names: readonly FieldName[], read: (name: FieldName) => JsonValue | undefined): JsonValue | undefined {
  for (const name of names) {
    const value = read(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function walk(fields: JsonObject, keys: readonly string[]): JsonObject | undefined {
  let object: JsonObject = fields;
  for (const key of keys) {
    const next = Object.hasOwn(object, key) ? object[key] : undefined;
    if (!isObject(next)) return undefined;
    object = next;
  }
  return object;
}

function known(text: string): string | undefined {
  return text === '' ? undefined : text;
}
