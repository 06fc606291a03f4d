import type { Comparison, Predicate } from '../../ir/index.ts';
import type { Complaining } from './complaining.ts';
import { allOf, anyOf, fieldEquals, fieldExists, fieldTest, fieldWildcard } from './predicates.ts';
import { type Fields, field, isFields, objectField, objectsField, textField } from './rule-source.ts';

/** A rule's `filters`: Kibana's, in Elasticsearch's query DSL. All must hold, turned round where they are negated. */
export function filtersPredicate(record: Fields, complain: Complaining): Predicate {
  const active = objectsField(record, 'filters').filter(
    filter => field(objectField(filter, 'meta'), 'disabled') !== true,
  );
  return allOf(
    active.map(filter => {
      const query = field(filter, 'query');
      // Old exports keep the clause beside its `meta`.
      const clause = isFields(query) ? query : withoutMeta(filter);
      const found = clausePredicate(clause, 0);
      if ('unknown' in found) {
        complain('error', 'unsupported-filter', `the filter "${found.unknown}" is not supported`, 'filters');
        return { op: 'never' };
      }
      return field(objectField(filter, 'meta'), 'negate') === true ? { op: 'not', of: found.means } : found.means;
    }),
  );
}

type Clause = { readonly means: Predicate } | { readonly unknown: string };

const maxDepth = 50;

function clausePredicate(clause: Fields, depth: number): Clause {
  const [kind = '', ...others] = Object.keys(clause);
  if (others.length > 0 || depth > maxDepth) return { unknown: Object.keys(clause).join(', ') };
  const body = objectField(clause, kind);
  const [name = ''] = Object.keys(body);
  const given = field(body, name);
  switch (kind) {
    case 'match_all':
      return { means: { op: 'always' } };
    case 'match_none':
      return { means: { op: 'never' } };
    case 'exists':
      return { means: fieldExists(textField(body, 'field')) };
    case 'term':
    case 'match':
    case 'match_phrase': {
      const value = isFields(given) ? (field(given, 'value') ?? field(given, 'query')) : given;
      return isScalar(value)
        ? { means: fieldEquals(name, [String(value)], isCaseless(given) ? 'insensitive' : 'sensitive') }
        : { unknown: kind };
    }
    case 'terms':
      return Array.isArray(given) && given.every(isScalar)
        ? { means: fieldEquals(name, given.map(String)) }
        : { unknown: kind };
    case 'prefix':
    case 'wildcard': {
      const value = isFields(given) ? (field(given, 'value') ?? field(given, 'wildcard')) : given;
      if (typeof value !== 'string') return { unknown: kind };
      const letterCase = isCaseless(given) ? 'insensitive' : 'sensitive';
      if (kind === 'wildcard') return { means: fieldWildcard(name, value, letterCase) };
      return { means: fieldTest(name, { is: 'starts', text: value, case: letterCase, asText: 'scalars' }) };
    }
    case 'range':
      return isFields(given) ? rangePredicate(name, given) : { unknown: kind };
    case 'bool':
      return boolPredicate(body, depth);
    default:
      return { unknown: kind };
  }
}

const bounds: Readonly<Record<string, Comparison>> = { gt: '>', gte: '>=', lt: '<', lte: '<=' };

function rangePredicate(name: string, given: Fields): Clause {
  const tests: Predicate[] = [];
  for (const [bound, to] of Object.entries(given)) {
    const compare = Object.hasOwn(bounds, bound) ? bounds[bound] : undefined;
    if (compare === undefined || typeof to !== 'number') return { unknown: `range ${bound}` };
    tests.push(fieldTest(name, { is: 'number', compare, to, numericText: true }));
  }
  return { means: allOf(tests) };
}

function boolPredicate(body: Fields, depth: number): Clause {
  const parts: Predicate[] = [];
  for (const [occur, value] of Object.entries(body)) {
    if (occur === 'minimum_should_match') continue;
    const clauses = (Array.isArray(value) ? value : [value])
      .filter(isFields)
      .map(inner => clausePredicate(inner, depth + 1));
    const unknown = clauses.find(inner => 'unknown' in inner);
    if (unknown !== undefined) return unknown;
    const means = clauses.flatMap(inner => ('means' in inner ? [inner.means] : []));
    if (means.length === 0) continue;
    if (occur === 'must' || occur === 'filter') parts.push(...means);
    else if (occur === 'must_not') parts.push({ op: 'not', of: anyOf(means) });
    else if (occur !== 'should') return { unknown: `bool ${occur}` };
    else if (isNeeded(body)) parts.push(anyOf(means));
  }
  const least = field(body, 'minimum_should_match');
  if (least !== undefined && ![0, 1, '0', '1'].some(known => known === least))
    return { unknown: 'minimum_should_match' };
  return { means: allOf(parts) };
}

/** `should` is an alternative only where nothing else must hold, or it is said to be needed. */
function isNeeded(body: Fields): boolean {
  const least = field(body, 'minimum_should_match');
  if (least !== undefined) return Number(least) > 0;
  return field(body, 'must') === undefined && field(body, 'filter') === undefined;
}

function isCaseless(given: unknown): boolean {
  return isFields(given) && field(given, 'case_insensitive') === true;
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function withoutMeta(filter: Fields): Fields {
  return Object.fromEntries(Object.entries(filter).filter(([key]) => key !== 'meta' && key !== '$state'));
}
