import type { FieldName, FieldRef } from '../../ir/index.ts';
import { asText } from '../answers.ts';
import type { EventSlots, SlotPlan } from '../event-slots.ts';
import { members } from '../members.ts';
import { KEYWORDS } from './conditions.ts';
import { keywordGate } from './keyword-gate.ts';
import { createScan, type Found, type ScanText } from './scan-text.ts';
import { createScratch } from './scratch.ts';
import { type FieldIndex, GROUPS, type WitnessIndex } from './witness-index.ts';

/** Which selectors an event must be offered to. */
export interface Candidates {
  /** For the selectors of one log source, over one source's slots. */
  readonly openProbe: (selectors: readonly number[], plan: SlotPlan) => Probe;
  /** Drops what is remembered of values. */
  readonly forget: () => void;
}

export interface Probe {
  /** Read it before the next call, which writes over it. */
  readonly offer: (slots: EventSlots) => Offered;
}

export interface Offered {
  readonly selectors: Int32Array;
  /** 1: all groups were hit, by strings alone. */
  readonly proven: Uint8Array;
  count: number;
}

/** Values of all fields, with the literals that they hold: many come again and again. At most 16 MB of them. */
const MOST_REMEMBERED = 16_384;
/** Longer values hardly ever come twice, and hashing them costs as much as looking through them. */
const LONGEST_REMEMBERED = 512;

const TURN_SHIFT = GROUPS + 1;
const LAST_TURN = 2 ** (31 - TURN_SHIFT) - 1;
/** Beside the bits of the groups: a hit came of a value that is no string. */
const UNPROVEN = 1 << GROUPS;

export function createCandidates(index: WitnessIndex): Candidates {
  const { needs, postings, postingStarts } = index;
  const scans = index.fields.map(() => null as ScanText | null);
  const memories = index.fields.map(() => new Map<string, Int32Array>());
  const scratch = createScratch();
  const found: Found = { literals: new Int32Array(256), count: 0 };
  const states = new Int32Array(needs.length);
  const offered: Offered = { selectors: new Int32Array(needs.length), proven: new Uint8Array(needs.length), count: 0 };
  let turn = 0;
  let isRoutedHere: Uint8Array = new Uint8Array(needs.length);

  let remembered = 0;
  const forget = (): void => {
    remembered = 0;
    for (const memory of memories) memory.clear();
  };

  const nextTurn = (): void => {
    turn += 1;
    if (turn <= LAST_TURN) return;
    states.fill(0);
    turn = 1;
  };

  const post = (posting: number, unproven: number): void => {
    const selector = Math.trunc(posting / GROUPS);
    if (isRoutedHere[selector] !== 1) return;
    const known = states[selector] ?? 0;
    const before = known >>> TURN_SHIFT === turn ? known : turn << TURN_SHIFT;
    const after = before | (1 << (posting & (GROUPS - 1))) | unproven;
    states[selector] = after;
    const need = needs[selector] ?? 0;
    if ((after & need) === need && (before & need) !== need) {
      offered.selectors[offered.count] = selector;
      offered.count += 1;
    }
  };

  const postLiterals = (literals: Int32Array, count: number, unproven: number): void => {
    for (let at = 0; at < count; at += 1) {
      const literal = literals[at] ?? 0;
      const end = postingStarts[literal + 1] ?? 0;
      for (let posting = postingStarts[literal] ?? 0; posting < end; posting += 1)
        post(postings[posting] ?? 0, unproven);
    }
  };

  const scanOf = (field: number): ScanText => {
    const known = scans[field];
    if (known !== undefined && known !== null) return known;
    const data = index.fields[field];
    const made: ScanText = data === undefined ? () => {} : createScan(data, index.literals, scratch);
    scans[field] = made;
    return made;
  };

  const scanValue = (field: number, text: string, unproven: number): void => {
    const memory = memories[field];
    const known = memory?.get(text);
    if (known !== undefined) {
      postLiterals(known, known.length, unproven);
      return;
    }
    found.count = 0;
    scanOf(field)(text, found);
    postLiterals(found.literals, found.count, unproven);
    if (memory === undefined || text.length > LONGEST_REMEMBERED) return;
    if (remembered >= MOST_REMEMBERED) forget();
    remembered += 1;
    memory.set(text, found.count === 0 ? NO_LITERALS : found.literals.slice(0, found.count));
  };

  return {
    forget,
    openProbe: (selectors, plan) => {
      const routed = new Uint8Array(needs.length);
      const fields = new Set<number>();
      const always = selectors.filter(selector => needs[selector] === 0);
      for (const selector of selectors) {
        routed[selector] = 1;
        const end = index.selectorFieldStarts[selector + 1] ?? 0;
        for (let at = index.selectorFieldStarts[selector] ?? 0; at < end; at += 1)
          fields.add(index.selectorFields[at] ?? 0);
      }
      const readings = [...fields].map(field => reading(field, plan, routed));
      const offer = (slots: EventSlots): Offered => {
        nextTurn();
        isRoutedHere = routed;
        offered.count = 0;
        for (const selector of always) {
          offered.selectors[offered.count] = selector;
          offered.count += 1;
        }
        const firstFound = offered.count;
        for (const read of readings) read(slots);
        for (let at = 0; at < offered.count; at += 1) {
          const state = states[offered.selectors[at] ?? 0] ?? 0;
          offered.proven[at] = at >= firstFound && (state & UNPROVEN) === 0 ? 1 : 0;
        }
        return offered;
      };
      return { offer };
    },
  };

  /** Looks through one field of the event at hand. */
  function reading(field: number, plan: SlotPlan, routed: Uint8Array): (slots: EventSlots) => void {
    const data = index.fields[field];
    if (data === undefined) return () => {};
    const { key, present } = data;
    if (key === KEYWORDS) {
      const gate = keywordGate(index, data, routed, scratch);
      return slots => {
        if (gate !== null && !gate(slots)) return;
        for (const value of slots.keywordValues()) {
          if (typeof value === 'string') scanValue(field, value, 0);
          else if (value !== null) scanValue(field, String(value), UNPROVEN);
        }
      };
    }
    const slot = plan.slotOf(namesOf(key));
    const hasLiterals = looksForText(data);
    return slots => {
      const value = slots.value(slot);
      if (value === undefined) return;
      for (let at = 0; at < present.length; at += 1) post(present[at] ?? 0, 0);
      if (!hasLiterals || value === null) return;
      if (typeof value === 'string') scanValue(field, value, 0);
      else if (typeof value === 'object') {
        // What a test of the whole sees, and what tests of the members see.
        scanValue(field, JSON.stringify(value), UNPROVEN);
        for (const member of members(value)) {
          const text = asText(member, 'json');
          if (text !== null) scanValue(field, text, UNPROVEN);
        }
      } else scanValue(field, String(value), UNPROVEN);
    };
  }
}

function looksForText({ equal, grams, others, direct }: FieldIndex): boolean {
  return equal.slots.length + grams.length + others.length + direct.length > 0;
}

const NO_LITERALS = new Int32Array(0);

function namesOf(key: string): FieldRef['names'] {
  const names: readonly FieldName[] = JSON.parse(key); // as fieldKey wrote it
  return names;
}
