import type { JsonValue } from '../../event/index.ts';
import type { FieldName, FieldRef } from '../../ir/index.ts';
import { asText, numberOf } from '../answers.ts';
import type { EventSlots, SlotPlan } from '../event-slots.ts';
import { members } from '../members.ts';
import { KEYWORDS } from './conditions.ts';
import { keywordGate } from './keyword-gate.ts';
import { createScan, type Found, type ScanText } from './scan-text.ts';
import { createScopeReader, type ScopeHit, type ScopeReader } from './scope-reader.ts';
import { createSpelling } from './spell.ts';
import { type FieldIndex, GROUPS, MOST_SCOPE_TEXTS, scopeEntry, type WitnessIndex } from './witness-index.ts';

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
  /** 1: its scopes and all groups were hit, by strings alone. */
  readonly proven: Uint8Array;
  count: number;
}

/** Values of all fields, with the literals that they hold: many come again and again. At most 16 MB of them. */
const MOST_REMEMBERED = 16_384;
/** Longer values hardly ever come twice, and hashing them costs as much as looking through them. */
const LONGEST_REMEMBERED = 512;
/** Of one log source. Scopes have few values, and few combinations of them come; what comes is not ours to bound. */
const MOST_BRANCHES = 256;

const TURN_SHIFT = GROUPS + 1;
const LAST_TURN = 2 ** (31 - TURN_SHIFT) - 1;
/** Beside the bits of the groups: a hit came of a value that is no string. */
const UNPROVEN = 1 << GROUPS;

export function createCandidates(index: WitnessIndex): Candidates {
  const { needs, postings, postingStarts } = index;
  const scans = index.fields.map(() => null as ScanText | null);
  const memories = index.fields.map(() => new Map<string, readonly number[]>());
  const spelling = createSpelling();
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

  const postLiterals = (literals: ArrayLike<number>, count: number, unproven: number): void => {
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
    const made: ScanText = data === undefined ? () => {} : createScan(data, index.literals, spelling);
    scans[field] = made;
    return made;
  };

  const scanValue = (field: number, text: string, unproven: number): void => {
    const isMemorable = text.length <= LONGEST_REMEMBERED;
    const memory = memories[field];
    const known = isMemorable ? memory?.get(text) : undefined;
    if (known !== undefined) {
      postLiterals(known, known.length, unproven);
      return;
    }
    found.count = 0;
    scanOf(field)(text, found);
    postLiterals(found.literals, found.count, unproven);
    if (memory === undefined || !isMemorable) return;
    if (remembered >= MOST_REMEMBERED) forget();
    remembered += 1;
    memory.set(text, found.count === 0 ? NO_LITERALS : Array.from(found.literals.subarray(0, found.count)));
  };

  const openBranch = (selectors: readonly number[], plan: SlotPlan): Branch => {
    const routed = new Uint8Array(needs.length);
    const fields = new Set<number>();
    for (const selector of selectors) {
      routed[selector] = 1;
      for (const field of fieldsOfSelector(index, selector)) fields.add(field);
    }
    return {
      routed,
      always: selectors.filter(selector => needs[selector] === 0),
      readings: [...fields].map(field => reading(field, plan, routed)),
    };
  };

  return {
    forget,
    openProbe: (selectors, plan) => {
      const scopes = scopesOf(index, selectors, plan);
      const branches = new Map<string, Branch>();
      const branchOf = (hits: readonly ScopeHit[]): Branch => {
        let key = '';
        for (const hit of hits) key += `${hit.key}/`;
        const known = branches.get(key);
        if (known !== undefined) return known;
        const taken = new Set(
          hits.flatMap(({ texts }, at) => texts.map(text => scopeEntry(scopes[at]?.scope ?? 0, text))),
        );
        const made = openBranch(
          selectors.filter(selector => isInScope(index, selector, taken)),
          plan,
        );
        if (branches.size >= MOST_BRANCHES) branches.clear();
        branches.set(key, made);
        return made;
      };
      const hits: ScopeHit[] = [];
      const offer = (slots: EventSlots): Offered => {
        let isProof = true;
        for (let at = 0; at < scopes.length; at += 1) {
          const hit = scopes[at]?.read(slots);
          if (hit === undefined) break;
          hits[at] = hit;
          isProof &&= hit.isProof;
        }
        const { routed, always, readings } = branchOf(hits);
        nextTurn();
        isRoutedHere = routed;
        offered.count = 0;
        for (const selector of always) {
          offered.selectors[offered.count] = selector;
          offered.count += 1;
        }
        for (const read of readings) read(slots);
        for (let at = 0; at < offered.count; at += 1) {
          // Those that are always asked have no state of this turn, which is as good as one without doubts.
          const state = at < always.length ? 0 : (states[offered.selectors[at] ?? 0] ?? 0);
          offered.proven[at] = isProof && (state & UNPROVEN) === 0 ? 1 : 0;
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
    const { key, readsWhole, readsNumbers } = data;
    if (key === KEYWORDS) {
      const gate = keywordGate(index, data, routed, spelling);
      return slots => {
        if (gate !== null && !gate(slots)) return;
        for (const value of slots.keywordValues()) {
          if (typeof value === 'string') scanValue(field, value, 0);
          else if (value !== null) scanValue(field, String(value), UNPROVEN);
        }
      };
    }
    const slot = plan.slotOf(namesOf(key));
    const present = data.present.filter(posting => routed[Math.trunc(posting / GROUPS)] === 1);
    const hasLiterals = looksForText(data);
    const scanScalar = (value: JsonValue, unproven: number): void => {
      const text = typeof value === 'string' ? value : asText(value, 'json');
      if (text === null) return;
      scanValue(field, text, typeof value === 'string' ? unproven : UNPROVEN);
      if (!readsNumbers) return;
      const number = numberOf(value, true);
      if (number !== null && String(number) !== text) scanValue(field, String(number), UNPROVEN);
    };
    return slots => {
      const value = slots.value(slot);
      if (value === undefined) return;
      for (let at = 0; at < present.length; at += 1) post(present[at] ?? 0, 0);
      if (!hasLiterals || value === null) return;
      if (typeof value !== 'object') scanScalar(value, 0);
      else {
        // A test of the whole sees JSON, where tests of the members see each.
        if (readsWhole || !Array.isArray(value)) scanValue(field, JSON.stringify(value), UNPROVEN);
        if (Array.isArray(value)) for (const member of members(value)) scanScalar(member, readsWhole ? UNPROVEN : 0);
      }
    };
  }
}

/** What is asked of the events of one log source that have the same scopes. */
interface Branch {
  readonly routed: Uint8Array;
  /** Selectors without a witness. */
  readonly always: readonly number[];
  readonly readings: readonly ((slots: EventSlots) => void)[];
}

/** Readers of the scopes that some of the selectors have. */
function scopesOf(index: WitnessIndex, selectors: readonly number[], plan: SlotPlan): readonly ScopeReader[] {
  const used = new Set(
    selectors.flatMap(selector =>
      [...scopesOfSelector(index, selector)].map(entry => Math.trunc(entry / MOST_SCOPE_TEXTS)),
    ),
  );
  return index.scopes.flatMap((scope, at) =>
    used.has(at) ? [createScopeReader(at, scope, plan.slotOf(namesOf(scope.key)))] : [],
  );
}

/** Of each scope that the selector has, is one of its texts there? */
function isInScope(index: WitnessIndex, selector: number, taken: ReadonlySet<number>): boolean {
  const missing = new Set<number>();
  const there = new Set<number>();
  for (const entry of scopesOfSelector(index, selector)) {
    (taken.has(entry) ? there : missing).add(Math.trunc(entry / MOST_SCOPE_TEXTS));
  }
  return [...missing].every(scope => there.has(scope));
}

function scopesOfSelector({ selectorScopeStarts, selectorScopes }: WitnessIndex, selector: number): Int32Array {
  return selectorScopes.subarray(selectorScopeStarts[selector], selectorScopeStarts[selector + 1]);
}

function fieldsOfSelector({ selectorFieldStarts, selectorFields }: WitnessIndex, selector: number): Int32Array {
  return selectorFields.subarray(selectorFieldStarts[selector], selectorFieldStarts[selector + 1]);
}

function looksForText({ tables, others, direct }: FieldIndex): boolean {
  return tables.length + others.length + direct.length > 0;
}

const NO_LITERALS: readonly number[] = [];

function namesOf(key: string): FieldRef['names'] {
  const names: readonly FieldName[] = JSON.parse(key); // as fieldKey wrote it
  return names;
}
