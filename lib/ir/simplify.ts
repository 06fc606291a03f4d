import type { Predicate } from './predicate.ts';
import type { Test } from './test.ts';

/**
 * The same meaning in fewer words. Nothing is reordered: what a rule asks first is asked first.
 * Holds: for every row, the simplified predicate answers as the given one does.
 */
export function simplify(predicate: Predicate): Predicate {
  switch (predicate.op) {
    case 'all':
      return combine('all', predicate.of);
    case 'any':
      return combine('any', predicate.of);
    case 'not':
      return negate(simplify(predicate.of));
    case 'some-member': {
      const where = simplify(predicate.where);
      return where.op === 'never' ? where : { ...predicate, where };
    }
    case 'test': {
      const test = simplifyTest(predicate.test);
      // Every member of an empty array answers even a test that no value can.
      if (test === null) return predicate.members === 'every' ? predicate : { op: 'never' };
      return { ...predicate, test };
    }
    case 'keyword':
    case 'any-field': {
      const test = simplifyTest(predicate.test);
      return test === null ? { op: 'never' } : { ...predicate, test };
    }
    case 'always':
    case 'never':
    case 'exists':
    case 'compare':
    case 'in-window':
      return predicate;
    default:
      return predicate satisfies never;
  }
}

/** `all`: never swallows it, always says nothing in it. `any`: the other way round. Equal parts are said once. */
function combine(op: 'all' | 'any', of: readonly Predicate[]): Predicate {
  const [empty, whole] = op === 'all' ? (['always', 'never'] as const) : (['never', 'always'] as const);
  const parts = new Map<string, Predicate>();
  for (const each of of.map(simplify).flatMap(part => (part.op === op ? part.of : [part]))) {
    if (each.op === whole) return { op: whole };
    if (each.op !== empty) parts.set(JSON.stringify(each), each);
  }
  const kept = op === 'any' ? mergeEquals([...parts.values()]) : [...parts.values()];
  const [only] = kept;
  if (only === undefined) return { op: empty };
  return kept.length === 1 ? only : { op, of: kept };
}

function negate(of: Predicate): Predicate {
  if (of.op === 'not') return of.of;
  if (of.op === 'always') return { op: 'never' };
  if (of.op === 'never') return { op: 'always' };
  return { op: 'not', of };
}

type TestPredicate = Extract<Predicate, { readonly op: 'test' }>;
type EqualTest = Extract<Test, { readonly is: 'equal' }>;

/** `a = x or a = y` is `a in (x, y)`, unless every member of an array must answer: they may answer differently. */
function mergeEquals(parts: readonly Predicate[]): readonly Predicate[] {
  const merged: Predicate[] = [];
  const places = new Map<string, { readonly at: number; readonly part: TestPredicate; readonly test: EqualTest }>();
  for (const part of parts) {
    if (part.op !== 'test' || part.test.is !== 'equal' || part.members === 'every') {
      merged.push(part);
      continue;
    }
    const { test } = part;
    const place = JSON.stringify([part.value, part.members, test.case, test.asText]);
    const known = places.get(place);
    if (known === undefined) {
      places.set(place, { at: merged.length, part, test });
      merged.push(part);
    } else {
      const both = { ...known.test, texts: [...new Set([...known.test.texts, ...test.texts])] };
      places.set(place, { ...known, test: both });
      merged[known.at] = { ...part, test: both };
    }
  }
  return merged;
}

/** Null where no value answers it. */
function simplifyTest(test: Test): Test | null {
  if (test.is === 'equal') return test.texts.length === 0 ? null : test;
  if (test.is === 'cidr') return test.networks.length === 0 ? null : test;
  if (test.is !== 'like') return test;
  const { parts, case: letterCase, asText } = test;
  const [first, second, third] = parts;
  const anyRun = parts.map(part => part.part === 'any-run');
  if (parts.length === 1 && first?.part === 'literal')
    return { is: 'equal', texts: [first.text], case: letterCase, asText };
  if (parts.length === 2 && first?.part === 'literal' && anyRun[1]) {
    return { is: 'starts', text: first.text, case: letterCase, asText };
  }
  if (parts.length === 2 && anyRun[0] && second?.part === 'literal') {
    return { is: 'ends', text: second.text, case: letterCase, asText };
  }
  if (parts.length === 3 && anyRun[0] && second?.part === 'literal' && third?.part === 'any-run') {
    return { is: 'contains', text: second.text, case: letterCase, asText };
  }
  return test;
}
