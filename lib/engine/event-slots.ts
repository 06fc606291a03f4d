import {
  ecsRead,
  type FieldTable,
  isObject,
  type JsonObject,
  type JsonValue,
  type LogEvent,
  readPath,
} from '../event/index.ts';
import type { FieldName, FieldRef } from '../ir/index.ts';
import { fold } from './letter-case.ts';
import { leaves } from './members.ts';
import { eventRow, type Row } from './row.ts';

/**
 * The fields that the rules of one source read, each read at most once per event and case-folded at most once.
 * One set of slots is used for event after event, so that nothing is allocated per event.
 */
export interface EventSlots {
  /** Turns to the next event; all slots are unread. */
  readonly turnTo: (event: LogEvent) => void;
  readonly value: (slot: number) => JsonValue | undefined;
  /** The slot's text folded; call only where `value` is a string. */
  readonly folded: (slot: number) => string;
  /** The whole event, for what slots cannot answer. */
  readonly row: () => Row;
  /** Every scalar of the record, and the text, as keywords are looked for. */
  readonly keywordValues: () => readonly JsonValue[];
  /** The text, where no value holds what it does not; else null. */
  readonly keywordText: () => string | null;
}

/** Gives each distinct spelling of a field one slot. */
export interface SlotPlan {
  readonly slotOf: (names: FieldRef['names']) => number;
  readonly open: () => EventSlots;
}

export function planSlots(table: FieldTable): SlotPlan {
  const slots = new Map<string, number>();
  const reads: Read[] = [];
  return {
    slotOf: names => {
      const spelling = JSON.stringify(names);
      const known = slots.get(spelling);
      if (known !== undefined) return known;
      slots.set(spelling, reads.length);
      reads.push(firstOf(names.flatMap(name => readerOf(name, table) ?? [])));
      return reads.length - 1;
    },
    open: () => openSlots(reads, table),
  };
}

/** `roots` are the objects of this record in which vendor names are looked up. */
type Read = (event: LogEvent, roots: readonly JsonObject[]) => JsonValue | undefined;

function firstOf(reads: readonly Read[]): Read {
  const [only] = reads;
  if (reads.length === 1 && only !== undefined) return only;
  return (event, roots) => {
    for (const read of reads) {
      const value = read(event, roots);
      if (value !== undefined) return value;
    }
    return undefined;
  };
}

function readerOf({ space, name }: FieldName, table: FieldTable): Read | null {
  if (space === 'ecs') {
    const read = ecsRead(table, name);
    return read === null ? null : event => read.read(event.fields, event);
  }
  // A plain name that no object inherits needs no check of whose property it is.
  const isPlain = !name.includes('.') && !(name in Object.prototype);
  return (_, roots) => {
    for (let at = 0; at < roots.length; at += 1) {
      const root = roots[at];
      if (root === undefined) break;
      const value = isPlain ? root[name] : readPath(root, name);
      if (value !== undefined) return value;
    }
    return undefined;
  };
}

/** `reads` may still grow: the arrays here grow with it. */
function openSlots(reads: readonly Read[], table: FieldTable): EventSlots {
  let event: LogEvent | null = null;
  let turn = 0;
  let row: Row | null = null;
  let keywords: readonly JsonValue[] | null = null;
  let roots: JsonObject[] = [];
  const values: (JsonValue | undefined)[] = [];
  const folds: string[] = [];
  const readAt: number[] = [];
  const foldedAt: number[] = [];
  const value = (slot: number): JsonValue | undefined => {
    if (readAt[slot] === turn) return values[slot];
    const found = event === null ? undefined : reads[slot]?.(event, roots);
    readAt[slot] = turn;
    values[slot] = found;
    return found;
  };
  const current = (): LogEvent => {
    if (event === null) throw new Error('no event to read: turnTo comes first');
    return event;
  };
  return {
    turnTo: next => {
      event = next;
      turn += 1;
      row = null;
      keywords = null;
      roots = rootsOf(next.fields, table);
    },
    value,
    folded: slot => {
      const known = folds[slot];
      if (foldedAt[slot] === turn && known !== undefined) return known;
      const text = value(slot);
      const made = typeof text === 'string' ? fold(text) : '';
      foldedAt[slot] = turn;
      folds[slot] = made;
      return made;
    },
    row: () => {
      row ??= eventRow(current(), table);
      return row;
    },
    keywordText: () => (current().textHoldsFields === true ? current().text : null),
    keywordValues: () => {
      keywords ??= [current().text, ...leaves(current().fields)];
      return keywords;
    },
  };
}

function rootsOf(fields: JsonObject, { vendorRoots }: FieldTable): JsonObject[] {
  const roots: JsonObject[] = [];
  for (const path of vendorRoots) {
    let object: JsonValue | undefined = fields;
    for (const key of path) object = isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined;
    if (isObject(object)) roots.push(object);
  }
  return roots;
}
