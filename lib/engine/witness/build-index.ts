import type { Predicate } from '../../ir/index.ts';
import { buildGrams, type GramLiteral } from './build-grams.ts';
import { chooseWitness } from './choose-witness.ts';
import { buildEquals } from './equal-table.ts';
import { ANY_DASH, type Literal, type Placement, placements } from './literal.ts';
import { SHORTEST_SPARSE } from './sparse-search.ts';
import { type FieldIndex, GROUPS, type GramTable, type Literals, type WitnessIndex } from './witness-index.ts';

/** The index over the predicates of all selectors, by position. */
export function buildIndex(predicates: readonly Predicate[]): WitnessIndex {
  const witnesses = predicates.map(chooseWitness);
  const fieldAt = numbering<string>();
  const literalAt = numbering<string>();
  const literals: Literal[] = [];
  const postings: number[][] = [];
  const present: number[][] = [];
  const selectorFields = witnesses.map(({ groups }, selector) => {
    const fields = new Set<number>();
    for (const [group, { literals: wanted, present: keys }] of groups.entries()) {
      const posting = selector * GROUPS + group;
      for (const literal of wanted) {
        const at = literalAt(`${literal.placement}\n${literal.field}\n${literal.text}`);
        literals[at] ??= literal;
        append(postings, at, posting);
        fields.add(fieldAt(literal.field));
      }
      for (const key of keys) {
        const at = fieldAt(key);
        append(present, at, posting);
        fields.add(at);
      }
    }
    return [...fields];
  });
  const byField = new Map<string, OwnLiteral[]>();
  for (const [literal, { field, placement, text }] of literals.entries()) {
    const own = byField.get(field);
    if (own === undefined) byField.set(field, [{ literal, placement, text }]);
    else own.push({ literal, placement, text });
  }
  const [postingStarts, allPostings] = rows(Array.from(literals, (_, at) => postings[at] ?? []));
  const [selectorFieldStarts, allFields] = rows(selectorFields);
  return {
    fields: fieldAt.keys().map((key, at) => buildField(key, present[at] ?? [], byField.get(key) ?? [])),
    literals: layOutLiterals(literals),
    postingStarts,
    postings: allPostings,
    needs: Uint8Array.from(witnesses, ({ groups }) => (1 << groups.length) - 1),
    covered: Int32Array.from(witnesses, ({ covered }) => covered),
    selectorFieldStarts,
    selectorFields: allFields,
  };
}

interface OwnLiteral extends GramLiteral {
  readonly placement: Placement;
}

function buildField(key: string, present: readonly number[], own: readonly OwnLiteral[]): FieldIndex {
  const inside = own.filter(({ placement }) => placement !== 'equal');
  const equal = buildEquals(own.filter(({ placement }) => placement === 'equal'));
  const ascii = inside.filter(({ text }) => text.length > 1 && isAsciiLike(text));
  const short = ascii.filter(({ text }) => text.length < SHORTEST_SPARSE);
  const isFew = short.length <= MOST_DIRECT && short.every(({ text }) => !text.includes(ANY_DASH));
  const single = inside.filter(({ text }) => text.length === 1);
  return {
    key,
    present: Int32Array.from(present),
    equal,
    grams: [
      ...sparseTable(ascii.filter(({ text }) => text.length >= SHORTEST_SPARSE)),
      ...(isFew ? [] : denseTables(short)),
    ],
    others: denseTables(inside.filter(({ text }) => text.length > 1 && !isAsciiLike(text))),
    direct: Int32Array.from([...single, ...(isFew ? short : [])], ({ literal }) => literal),
  };
}

/** The machine looks for so many literals, one after the other, in the time of one pass of ours. */
const MOST_DIRECT = 8;

/** Long literals are found by looking at every fourth place. */
function sparseTable(literals: readonly GramLiteral[]): readonly GramTable[] {
  return literals.length === 0 ? [] : [buildGrams(4, 4, literals)];
}

function denseTables(literals: readonly GramLiteral[]): readonly GramTable[] {
  return [4, 3, 2].flatMap(size => {
    const sized = literals.filter(({ text }) => Math.min(4, text.length) === size);
    return sized.length === 0 ? [] : [buildGrams(size, 1, sized)];
  });
}

/** Could it stand in a text of ASCII alone? Folding makes ASCII of two letters that are not, so texts are folded first. */
function isAsciiLike(text: string): boolean {
  return [...text].every(character => character === ANY_DASH || character < '\x80');
}

function layOutLiterals(literals: readonly Literal[]): Literals {
  const starts = new Int32Array(literals.length + 1);
  for (const [at, { text }] of literals.entries()) starts[at + 1] = (starts[at] ?? 0) + text.length;
  const units = new Uint16Array(starts.at(-1) ?? 0);
  for (const [at, { text }] of literals.entries()) {
    for (let unit = 0; unit < text.length; unit += 1) units[(starts[at] ?? 0) + unit] = text.charCodeAt(unit);
  }
  return { starts, units, placements: Uint8Array.from(literals, ({ placement }) => placements.indexOf(placement)) };
}

/** Lists laid end to end, with where each begins. */
function rows(lists: readonly (readonly number[])[]): readonly [starts: Int32Array, all: Int32Array] {
  const starts = new Int32Array(lists.length + 1);
  for (const [at, list] of lists.entries()) starts[at + 1] = (starts[at] ?? 0) + list.length;
  return [starts, Int32Array.from(lists.flat())];
}

function append(lists: number[][], at: number, item: number): void {
  const list = lists[at];
  if (list === undefined) lists[at] = [item];
  else list.push(item);
}

interface Numbering<T> {
  (item: T): number;
  readonly keys: () => readonly T[];
}

function numbering<T>(): Numbering<T> {
  const known = new Map<T, number>();
  const number = (item: T): number => {
    const at = known.get(item) ?? known.size;
    known.set(item, at);
    return at;
  };
  return Object.assign(number, { keys: () => [...known.keys()] });
}
