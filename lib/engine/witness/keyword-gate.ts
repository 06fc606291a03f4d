import type { EventSlots } from '../event-slots.ts';
import { layOutLiterals, searchInside } from './build-index.ts';
import { type Found, searchSpelt, textOf } from './scan-text.ts';
import { loosely, type Spelling, spellUnfolded } from './spell.ts';
import { ENTRY, type FieldIndex, GROUPS, LAST_ENTRY, type WitnessIndex } from './witness-index.ts';

/** May any keyword of the routed selectors stand in this event? A no is sure. */
export type KeywordGate = (slots: EventSlots) => boolean;

/** More keywords than this are found as fast value by value. */
const MOST_GATED = 64;
const SHORTEST_RUN = 3;

/** Characters that JSON always spells as themselves, but for escapes by code, which the gate lets pass. */
const PLAIN_RUN = /[a-z0-9 !#$%&'()*+,.:;<=>?@[\]^_`{|}~-]+/g;

/**
 * Null where a gate would not pay. It looks for the longest plain run of each literal, so that the text alone answers for
 * the fields where `textHoldsFields` says so, however JSON escapes the rest. Its tables are of one log source, small, and
 * made when the first event of that source comes.
 */
export function keywordGate(
  index: WitnessIndex,
  field: FieldIndex,
  isRouted: Uint8Array,
  spelling: Spelling,
): KeywordGate | null {
  const wanted = literalsOf(field).filter(literal => isWanted(literal, index, isRouted));
  if (wanted.length === 0) return () => false;
  if (wanted.length > MOST_GATED) return null;
  const runs = [...new Set(wanted.map(literal => longestRun(textOf(literal, index.literals))))];
  // A run that a number could spell may differ from how the record's text spells it.
  if (runs.some(run => run.length < SHORTEST_RUN || /^[0-9.e+-]*$/.test(run))) return null;
  const spelt = runs.map(loosely);
  const search = searchSpelt(
    searchInside(
      spelt.map((bytes, literal) => ({ literal, bytes })),
      { mayBeDirect: false },
    ).tables,
    layOutLiterals(
      runs.map(() => ({ placement: 'contains' })),
      spelt,
    ),
    true,
  );
  const found: Found = { literals: new Int32Array(runs.length), count: 0 };
  return slots => {
    const text = slots.keywordText() ?? slots.keywordValues().join('\n');
    if (ESCAPES.test(text) || FOLDS_TO_ASCII.test(text)) return true;
    spellUnfolded(text, spelling);
    found.count = 0;
    search(spelling, found, false);
    return found.count > 0;
  };
}

/** A letter may be spelt by its code. */
const ESCAPES = /\\u[02]/;
/** The Kelvin sign and the long s, which no text of single bytes can have: those pay nothing for this. */
const FOLDS_TO_ASCII = /[\u212a\u017f]/;

function literalsOf({ tables, others, direct }: FieldIndex): readonly number[] {
  // A literal may be entered under several grams.
  const entered = [...tables, ...others].flatMap(({ entries }) => [...entries.filter((_, at) => at % ENTRY === 0)]);
  return [...new Set([...entered.map(literal => literal & ~LAST_ENTRY), ...direct])];
}

function isWanted(literal: number, { postings, postingStarts }: WitnessIndex, isRouted: Uint8Array): boolean {
  return postings
    .subarray(postingStarts[literal], postingStarts[literal + 1])
    .some(posting => isRouted[Math.trunc(posting / GROUPS)] === 1);
}

function longestRun(text: string): string {
  return (text.match(PLAIN_RUN) ?? []).reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}
