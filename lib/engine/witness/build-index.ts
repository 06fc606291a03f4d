import type { Predicate } from '../../ir/index.ts';
import { buildGrams, type GramLiteral, type GramShape } from './build-grams.ts';
import { chooseScopes, scopeField } from './choose-scopes.ts';
import { candidatesOf, chooseWitness } from './choose-witness.ts';
import type { Group } from './conditions.ts';
import { type Literal, placements } from './literal.ts';
import { DASH_BYTE, literalBytes } from './spell.ts';
import {
  type FieldIndex,
  GROUPS,
  type GramTable,
  type Literals,
  packTraits,
  type Scope,
  scopeEntry,
  type WitnessIndex,
} from './witness-index.ts';

/** The index over the predicates of all selectors, by position. */
export function buildIndex(predicates: readonly Predicate[]): WitnessIndex {
  const candidates = predicates.map(candidatesOf);
  const scopes = createScopes(chooseScopes(candidates));
  const witnesses = candidates.map(all => chooseWitness(all, scopes.scopeOf));
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
        const { placement, reads, field, text } = literal;
        const at = literalAt(`${placement}\n${reads}\n${field}\n${text}`);
        literals[at] ??= literal;
        append(postings, at, posting);
        fields.add(fieldAt(field));
      }
      for (const key of keys) {
        const at = fieldAt(key);
        append(present, at, posting);
        fields.add(at);
      }
    }
    return [...fields];
  });
  const spelt = literals.map(({ text }) => literalBytes(text));
  const byField = new Map<string, OwnLiteral[]>();
  for (const [literal, own] of literals.entries()) {
    const entry = { ...own, literal, bytes: spelt[literal] ?? NO_BYTES };
    const known = byField.get(own.field);
    if (known === undefined) byField.set(own.field, [entry]);
    else known.push(entry);
  }
  const [postingStarts, allPostings] = rows(Array.from(literals, (_, at) => postings[at] ?? []));
  const [selectorFieldStarts, allFields] = rows(selectorFields);
  const [selectorScopeStarts, selectorScopes] = rows(witnesses.map(witness => scopes.entriesOf(witness.scopes)));
  return {
    fields: fieldAt.keys().map((key, at) => buildField(key, present[at] ?? [], byField.get(key) ?? [])),
    literals: layOutLiterals(literals, spelt),
    postingStarts,
    postings: allPostings,
    needs: Uint8Array.from(witnesses, ({ groups }) => (1 << groups.length) - 1),
    covered: Int32Array.from(witnesses, ({ covered }) => covered),
    selectorFieldStarts,
    selectorFields: allFields,
    scopes: scopes.all(),
    selectorScopeStarts,
    selectorScopes,
  };
}

const NO_BYTES = new Uint8Array(0);

interface OwnLiteral extends Literal, GramLiteral {}

function buildField(key: string, present: readonly number[], own: readonly OwnLiteral[]): FieldIndex {
  const ascii = own.filter(({ bytes }) => isAsciiLike(bytes));
  const others = own.filter(({ bytes }) => !isAsciiLike(bytes));
  const { tables, direct } = searchInside(ascii.filter(({ placement }) => placement === 'contains'));
  return {
    key,
    present: Int32Array.from(present),
    tables: [...anchored(ascii), ...tables],
    others: [
      ...anchored(others),
      ...bySize(
        others.filter(({ placement }) => placement === 'contains'),
        [4, 3, 2],
        size => ({ anchor: 'any', size, step: 1 }),
      ),
    ],
    direct,
    readsWhole: own.some(({ reads }) => reads === 'whole'),
    readsNumbers: own.some(({ reads }) => reads === 'number'),
  };
}

/** How literals of ASCII are found wherever they stand in a text. */
export function searchInside(
  literals: readonly GramLiteral[],
  { mayBeDirect } = { mayBeDirect: true },
): Pick<FieldIndex, 'tables' | 'direct'> {
  const mostDirect = mayBeDirect ? MOST_DIRECT : 0;
  const [denseTables, direct] = dense(
    literals.filter(({ bytes }) => bytes.length < SHORTEST_SPARSE),
    mostDirect,
  );
  return {
    tables: [...sparse(literals.filter(({ bytes }) => bytes.length >= SHORTEST_SPARSE)), ...denseTables],
    direct: Int32Array.from(direct, ({ literal }) => literal),
  };
}

/** What must stand at an end is looked up there alone. A whole text is one that begins at the other end too. */
function anchored(own: readonly OwnLiteral[]): readonly GramTable[] {
  const starts = own.filter(({ placement }) => placement === 'starts');
  const ends = own.filter(({ placement }) => placement === 'ends' || placement === 'equal');
  return [
    ...bySize(ends, [8, 4, 3, 2, 1], size => ({ anchor: 'end', size, step: 1 })),
    ...bySize(starts, [8, 4, 3, 2, 1], size => ({ anchor: 'start', size, step: 1 })),
  ];
}

/** Shorter literals leave no room for a gram at every other place. */
const SHORTEST_SPARSE = 5;
/** In more literals than this, four bytes are too often the same: eight tell them apart. */
const MANY_LITERALS = 256;
/** So few literals are not worth a pass of their own. */
const FEW_LITERALS = 8;

/** Long literals are found by looking at every eighth, fourth or second place. */
function sparse(own: readonly GramLiteral[]): readonly GramTable[] {
  const shapes: readonly (readonly [shortest: number, shape: GramShape])[] = [
    [11, own.length > MANY_LITERALS ? { anchor: 'any', size: 8, step: 4 } : { anchor: 'any', size: 4, step: 8 }],
    [7, { anchor: 'any', size: 4, step: 4 }],
    [SHORTEST_SPARSE, { anchor: 'any', size: 4, step: 2 }],
  ];
  const tables: GramTable[] = [];
  let left = own;
  for (const [at, [shortest, shape]] of shapes.entries()) {
    const fitting = left.filter(({ bytes }) => bytes.length >= shortest);
    const shorter = left.filter(({ bytes }) => bytes.length < shortest);
    // One pass at every fourth place is cheaper than that and another at every eighth.
    const isFew = fitting.length <= (at === 0 ? MANY_LITERALS : FEW_LITERALS);
    const canWait = isFew && shorter.some(({ bytes }) => bytes.length >= (shapes[at + 1]?.[0] ?? bytes.length + 1));
    if (fitting.length === 0 || canWait) continue;
    tables.push(buildGrams(shape, fitting));
    left = shorter;
  }
  return tables;
}

/** The machine looks for so many literals, one after the other, in the time of one pass of ours. */
const MOST_DIRECT = 3;

function dense(
  own: readonly GramLiteral[],
  mostDirect: number,
): readonly [tables: readonly GramTable[], direct: readonly GramLiteral[]] {
  const tables: GramTable[] = [];
  const direct: GramLiteral[] = [];
  for (const size of [4, 3, 2, 1]) {
    const sized = own.filter(({ bytes }) => bytes.length === size);
    const isFew = sized.length <= mostDirect && sized.every(({ bytes }) => !bytes.includes(DASH_BYTE));
    if (isFew) direct.push(...sized);
    else if (sized.length > 0) tables.push(buildGrams({ anchor: 'any', size, step: 1 }, sized));
  }
  return [tables, direct];
}

/** One table for each size that the literals need, each literal in that of the greatest that it has room for. */
function bySize(
  own: readonly OwnLiteral[],
  sizes: readonly number[],
  shapeOf: (size: number) => GramShape,
): readonly GramTable[] {
  const sizeOf = ({ bytes }: OwnLiteral): number => sizes.find(size => size <= bytes.length) ?? 1;
  return sizes.flatMap(size => {
    const sized = own.filter(literal => sizeOf(literal) === size);
    return sized.length === 0 ? [] : [buildGrams(shapeOf(size), sized)];
  });
}

/** Could it stand in a text of ASCII alone? Folding makes ASCII of two letters that are not, so texts are folded first. */
function isAsciiLike(bytes: Uint8Array): boolean {
  return bytes.every(byte => byte < 0x80 || byte === DASH_BYTE);
}

export function layOutLiterals(
  literals: readonly Pick<Literal, 'placement'>[],
  spelt: readonly Uint8Array[],
): Literals {
  const traits = new Int32Array(literals.length * 2);
  let start = 0;
  for (const [at, bytes] of spelt.entries()) {
    const placement = placements.indexOf(literals[at]?.placement ?? 'contains');
    traits.set([start, packTraits(bytes.length, placement, bytes.includes(DASH_BYTE))], at * 2);
    start += bytes.length;
  }
  return { traits, bytes: Uint8Array.from(Buffer.concat(spelt)) };
}

interface Scopes {
  readonly scopeOf: (group: Group) => string | null;
  /** Numbers the texts as they come. */
  readonly entriesOf: (groups: readonly Group[]) => readonly number[];
  readonly all: () => readonly Scope[];
}

function createScopes(keys: readonly string[]): Scopes {
  const texts = new Map(keys.map(key => [key, numbering<string>()]));
  return {
    scopeOf: group => {
      const field = scopeField(group);
      return field !== null && texts.has(field) ? field : null;
    },
    entriesOf: groups =>
      groups.flatMap(({ literals }) =>
        literals.map(({ field, text }) => scopeEntry(keys.indexOf(field), texts.get(field)?.(text) ?? 0)),
      ),
    all: () => keys.map(key => ({ key, texts: texts.get(key)?.keys() ?? [] })),
  };
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
