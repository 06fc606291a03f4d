import type { EventSlots } from '../event-slots.ts';
import { textOf } from './scan-text.ts';
import type { Scratch } from './scratch.ts';
import { SHORTEST_SPARSE, sparseSearch } from './sparse-search.ts';
import type { FieldIndex, WitnessIndex } from './witness-index.ts';
import { GROUPS } from './witness-index.ts';

/** May any keyword of the routed selectors stand in this event? A no is sure. */
export type KeywordGate = (slots: EventSlots) => boolean;

/** The machine's own regex looks through a text faster than a table does, for so few alternatives. */
const MOST_GATED = 48;
const SHORTEST_RUN = 3;

/** Characters that JSON always spells as themselves, but for escapes by code, which the gate lets pass. */
const PLAIN_RUN = /[a-z0-9 !#$%&'()*+,.:;<=>?@[\]^_`{|}~-]+/g;

/**
 * Null where a gate would not pay. It looks for the longest plain run of each literal, so that the text alone answers for
 * the fields where `textHoldsFields` says so, however JSON escapes the rest.
 */
export function keywordGate(
  index: WitnessIndex,
  field: FieldIndex,
  isRouted: Uint8Array,
  scratch: Scratch,
): KeywordGate | null {
  const wanted = literalsOf(field).filter(literal => isWanted(literal, index, isRouted));
  if (wanted.length === 0) return () => false;
  if (wanted.length > MOST_GATED) return null;
  const runs = wanted.map(literal => longestRun(textOf(literal, index.literals)));
  // A run that a number could spell may differ from how the record's text spells it.
  if (runs.some(run => run.length < SHORTEST_RUN || /^[0-9.e+-]*$/.test(run))) return null;
  const search = searchFor([...new Set(runs)], scratch);
  return slots => {
    const text = slots.keywordText() ?? slots.keywordValues().join('\n');
    // Not folded: what is no ASCII but folds to it, the Kelvin sign and the long s, passes the gate.
    return PASSES.test(text) || search(text);
  };
}

const PASSES = /\\u[02]|[\u212a\u017f]/;

function searchFor(runs: readonly string[], scratch: Scratch): (text: string) => boolean {
  if (runs.every(run => run.length >= SHORTEST_SPARSE)) return sparseSearch(runs, scratch);
  const pattern = new RegExp(runs.map(escaped).join('|'));
  return text => pattern.test(text.toLowerCase());
}

function literalsOf({ equal, grams, others, direct }: FieldIndex): readonly number[] {
  // A literal may be entered under several grams.
  const equals = [...equal.slots].filter(slot => slot > 0).map(slot => slot - 1);
  return [
    ...new Set([...equals, ...[...grams, ...others].flatMap(({ entryLiterals }) => [...entryLiterals]), ...direct]),
  ];
}

function isWanted(literal: number, { postings, postingStarts }: WitnessIndex, isRouted: Uint8Array): boolean {
  return postings
    .subarray(postingStarts[literal], postingStarts[literal + 1])
    .some(posting => isRouted[Math.trunc(posting / GROUPS)] === 1);
}

function longestRun(text: string): string {
  return (text.match(PLAIN_RUN) ?? []).reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
