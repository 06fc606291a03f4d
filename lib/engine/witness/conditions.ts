import type { FieldRef, GlobPart, Predicate, Test, Value } from '../../ir/index.ts';
import { fold } from '../letter-case.ts';
import { ANY_DASH, dashes, type Literal, type Placement } from './literal.ts';
import { likelihood, PRESENCE } from './rarity.ts';
import { isSpellable } from './spell.ts';

/** One of these must hold wherever the predicate holds. */
export interface Group {
  readonly literals: readonly Literal[];
  /** Fields of which one must be there at all. */
  readonly present: readonly string[];
  readonly likelihood: number;
}

/** All groups must hold wherever the predicate holds. */
export interface Conditions {
  readonly groups: readonly Group[];
  /** The predicate holds wherever its single group does, for values that are strings. */
  readonly isWhole: boolean;
}

const NONE: Conditions = { groups: [], isWhole: false };

/** The field under which keywords are indexed: every value of the record, and its text. */
export const KEYWORDS = '';

export function fieldKey({ names }: FieldRef): string {
  return JSON.stringify(names);
}

/**
 * What must be true of an event for the predicate to be. May leave out, must never add: a group that can fail while the
 * predicate holds would hide a match.
 */
export function conditions(predicate: Predicate): Conditions {
  switch (predicate.op) {
    case 'all':
      return { groups: predicate.of.flatMap(part => conditions(part).groups), isWhole: false };
    case 'any':
      return anyOf(predicate.of.map(conditions));
    case 'not':
      return denial(predicate.of);
    case 'test':
      return predicate.members === 'every' || predicate.value.op !== 'field'
        ? presence(predicate.value)
        : ofTest(predicate.test, { field: fieldKey(predicate.value.field), reads: predicate.members });
    case 'exists':
      return presence(predicate.value);
    case 'compare':
      return { groups: [...presence(predicate.left).groups, ...presence(predicate.right).groups], isWhole: false };
    case 'keyword':
      return ofTest(predicate.test, { field: KEYWORDS, reads: 'any' });
    case 'some-member':
      return present(fieldKey(predicate.array));
    case 'in-window':
      return presence(predicate.time);
    case 'always':
    case 'never':
    case 'any-field':
      return NONE;
    default:
      return predicate satisfies never;
  }
}

/** De Morgan: what is denied of every part is denied of the whole. */
function denial(of: Predicate): Conditions {
  switch (of.op) {
    case 'not':
      return conditions(of.of);
    case 'any':
      return { groups: of.of.flatMap(part => denial(part).groups), isWhole: false };
    case 'all':
      return anyOf(of.of.map(denial));
    default:
      return NONE;
  }
}

/** The rarest group of each alternative make one group, their second rarest another, as long as each has one. */
function anyOf(parts: readonly Conditions[]): Conditions {
  const sorted = parts.map(({ groups }) => [...groups].sort((a, b) => a.likelihood - b.likelihood));
  const depth = Math.min(...sorted.map(groups => groups.length));
  if (!Number.isFinite(depth)) return NONE;
  const groups = Array.from({ length: depth }, (_, at) => union(sorted.flatMap(each => each[at] ?? [])));
  return { groups, isWhole: parts.every(part => part.isWhole) && groups.every(group => group.present.length === 0) };
}

function union(groups: readonly Group[]): Group {
  const literals = new Map<string, Literal>();
  for (const literal of groups.flatMap(group => group.literals)) {
    literals.set(`${literal.field} ${literal.placement} ${literal.isExact} ${literal.reads} ${literal.text}`, literal);
  }
  return groupOf([...literals.values()], [...new Set(groups.flatMap(group => group.present))]);
}

function groupOf(literals: readonly Literal[], present: readonly string[]): Group {
  const sum = literals.reduce((total, literal) => total + likelihood(literal), 0) + present.length * PRESENCE;
  const fields = new Set([...literals.map(({ field }) => field), ...present]);
  const frequent = literals.filter(literal => likelihood(literal) > FREQUENT);
  // To look for many things that stand everywhere costs more than to ask wherever the fields are there.
  if (frequent.length > MOST_FREQUENT && !fields.has(KEYWORDS)) {
    return { literals: [], present: [...fields], likelihood: Math.min(1, fields.size * PRESENCE) };
  }
  return { literals, present, likelihood: Math.min(1, sum) };
}

const FREQUENT = 0.2;
const MOST_FREQUENT = 8;

function present(field: string): Conditions {
  return { groups: [groupOf([], [field])], isWhole: false };
}

/** Nothing is known of a value that is no field: a constant is always there. */
function presence(value: Value): Conditions {
  switch (value.op) {
    case 'field':
      return present(fieldKey(value.field));
    case 'first-of':
      return anyOf(value.values.map(presence));
    case 'call': {
      const [first, ...rest] = value.args;
      if (first === undefined || value.function === 'array') return NONE;
      // `each` of an empty array is an empty array, whatever the other arguments are.
      return value.each === true && rest.some(arg => arg.op !== 'constant') ? NONE : presence(first);
    }
    case 'constant':
    case 'event':
    case 'if':
      return NONE;
    default:
      return value satisfies never;
  }
}

/** The field that a test asks, and how. */
type Asked = Pick<Literal, 'field' | 'reads'>;

function ofTest(test: Test, asked: Asked): Conditions {
  const fallback = asked.field === KEYWORDS ? NONE : present(asked.field);
  switch (test.is) {
    case 'equal':
      return ofTexts(test.texts, 'equal', test.case === 'insensitive', asked, fallback);
    case 'contains':
    case 'starts':
    case 'ends':
      return ofTexts([test.text], test.is, test.case === 'insensitive', asked, fallback);
    case 'term':
      return ofTexts([test.text], 'contains', false, asked, fallback);
    case 'like':
      return ofGlob(test.parts, asked, fallback);
    case 'regex':
      return ofTexts(test.literals, 'contains', false, asked, fallback);
    case 'number':
      if (test.compare !== '==') return fallback;
      return ofTexts([String(test.to)], 'equal', false, { ...asked, reads: 'number' }, fallback);
    case 'boolean':
      return ofTexts([String(test.to)], 'equal', false, asked, fallback);
    case 'cidr':
    case 'null':
    case 'listed':
      return fallback;
    default:
      return test satisfies never;
  }
}

function ofTexts(
  texts: readonly string[],
  placement: Placement,
  isExact: boolean,
  asked: Asked,
  fallback: Conditions,
): Conditions {
  const literals = texts.map((text): Literal => ({ ...asked, placement, text: fold(text), isExact }));
  if (literals.length === 0 || !literals.every(isIndexable)) return fallback;
  const group = groupOf(literals, []);
  return { groups: [group], isWhole: isExact && group.present.length === 0 };
}

/** A single letter stands in too many texts to be worth looking for; a whole value of one is fine. */
function isIndexable({ text, placement }: Literal): boolean {
  if (text === '' || text.length > LONGEST || text.includes(ANY_DASH) || !isSpellable(text)) return false;
  return placement === 'equal' || text.length >= 2 || /^[^a-z0-9 ./\\:_-]$/.test(text);
}

/** In units. What is longer is rare, and its field's presence stands for it. */
const LONGEST = 4_096;

/** Each run of literal text, dashes included, is a group; the first and the last are anchored where nothing is outside. */
function ofGlob(parts: readonly GlobPart[], asked: Asked, fallback: Conditions): Conditions {
  if (parts.some(part => part.part === 'literal' && part.text.includes(ANY_DASH))) return fallback;
  const groups: Group[] = [];
  let text = '';
  let from = 0;
  for (let at = 0; at <= parts.length; at += 1) {
    const part = parts[at];
    const units = part === undefined ? null : unitsOf(part);
    if (units !== null) {
      text += units;
      continue;
    }
    const [isStart, isEnd] = [from === 0, at === parts.length];
    const placement = isStart ? (isEnd ? 'equal' : 'starts') : isEnd ? 'ends' : 'contains';
    if (text.length >= 2 && text.length <= LONGEST && isSpellable(text.replaceAll(ANY_DASH, ''))) {
      groups.push(groupOf([{ ...asked, placement, text, isExact: false }], []));
    }
    text = '';
    from = at + 1;
  }
  return groups.length === 0 ? fallback : { groups, isWhole: false };
}

function unitsOf(part: GlobPart): string | null {
  if (part.part === 'literal') return fold(part.text);
  if (part.part !== 'one-of') return null;
  return [...part.characters].every(character => dashes.includes(character)) ? ANY_DASH : null;
}
