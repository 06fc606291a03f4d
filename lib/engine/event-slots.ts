import type { FieldTable, JsonValue, LogEvent } from '../event/index.ts';
import type { FieldName, FieldRef } from '../ir/index.ts';
import { fold } from './letter-case.ts';
import { leaves } from './members.ts';
import { eventRow, type Row, readName } from './row.ts';

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
  /** Every scalar of the record, and the text, as keywords are looked for: as they are, and folded. */
  readonly keywordValues: () => readonly JsonValue[];
}

/** Gives each distinct spelling of a field one slot. */
export interface SlotPlan {
  readonly slotOf: (field: FieldRef) => number;
  readonly open: () => EventSlots;
}

export function planSlots(table: FieldTable): SlotPlan {
  const slots = new Map<string, number>();
  const reads: Read[] = [];
  return {
    slotOf: ({ names }) => {
      const spelling = JSON.stringify(names);
      const known = slots.get(spelling);
      if (known !== undefined) return known;
      slots.set(spelling, reads.length);
      reads.push(reader(names, table));
      return reads.length - 1;
    },
    open: () => openSlots(reads, table),
  };
}

type Read = (event: LogEvent) => JsonValue | undefined;

function reader(names: readonly FieldName[], table: FieldTable): Read {
  return event => {
    for (const name of names) {
      const value = readName(event, table, name);
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
  const values: (JsonValue | undefined)[] = [];
  const folds: string[] = [];
  const readAt: number[] = [];
  const foldedAt: number[] = [];
  const value = (slot: number): JsonValue | undefined => {
    if (readAt[slot] === turn) return values[slot];
    const found = event === null ? undefined : reads[slot]?.(event);
    readAt[slot] = turn;
    values[slot] = found;
    return found;
  };
  return {
    turnTo: next => {
      event = next;
      turn += 1;
      row = null;
      keywords = null;
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
      if (event === null) throw new Error('no event to read: turnTo comes first');
      row ??= eventRow(event, table);
      return row;
    },
    keywordValues: () => {
      if (event === null) throw new Error('no event to read: turnTo comes first');
      keywords ??= [event.text, ...leaves(event.fields)];
      return keywords;
    },
  };
}
