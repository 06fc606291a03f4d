import type { FieldTable } from '../../event/index.ts';
import type { Predicate } from '../../ir/index.ts';
import { conditions, type Group } from '../witness/conditions.ts';
import type { Literal } from '../witness/literal.ts';
import { SHORTEST_RAW } from './gram-search.ts';
import { canHold, howRead } from './how-read.ts';
import { rawLiteral } from './raw-literal.ts';

/** By what the text of a log shows that one of some predicates may hold. */
export interface GatePlan {
  /** What to look for, each with the conditions that its finding meets. */
  readonly literals: ReadonlyMap<string, readonly Meets[]>;
  /** By predicate: bits of the conditions that must all be met. */
  readonly needs: readonly number[];
}

export interface Meets {
  readonly predicate: number;
  readonly bit: number;
}

/**
 * Null where some predicate may hold whatever the text says: its fields are computed, or need only be there, or what it
 * looks for is nothing that the text must spell. Predicates that can never hold for the source are left out.
 */
export function gatePlan(predicates: readonly Predicate[], table: FieldTable): GatePlan | null {
  const literals = new Map<string, Meets[]>();
  const needs: number[] = [];
  for (const where of predicates) {
    const groups = conditions(where).groups.map(group => rawGroup(group, table));
    if (groups.some(group => group === 'never')) continue;
    const [rarest, ...others] = groups
      .filter(group => group !== 'unknown' && group !== 'never')
      .toSorted((a, b) => a.likelihood - b.likelihood);
    if (rarest === undefined) return null;
    const chosen = [rarest, ...others.slice(0, MOST_GROUPS - 1)];
    const predicate = needs.push((1 << chosen.length) - 1) - 1;
    for (const [place, { texts }] of chosen.entries()) {
      for (const text of texts) literals.set(text, [...(literals.get(text) ?? []), { predicate, bit: 1 << place }]);
    }
  }
  return { literals, needs };
}

/** A name alone is rare enough; where it is a usual word, a second condition keeps most logs back. */
const MOST_GROUPS = 2;

interface RawGroup {
  /** One of these stands in the text. */
  readonly texts: readonly string[];
  readonly likelihood: number;
}

function rawGroup(group: Group, table: FieldTable): RawGroup | 'never' | 'unknown' {
  if (group.present.some(field => howRead(field, table) !== 'never')) return 'unknown';
  const texts = new Set<string>();
  for (const literal of group.literals) {
    const raw = rawOf(literal, table);
    if (raw === 'unknown') return raw;
    if (raw !== 'never') texts.add(raw.text);
  }
  return texts.size === 0 ? 'never' : { texts: [...texts], likelihood: group.likelihood };
}

function rawOf(literal: Literal, table: FieldTable): { readonly text: string } | 'never' | 'unknown' {
  const how = howRead(literal.field, table);
  if (how === 'never') return how;
  if (how === 'made') return 'unknown';
  if (how !== 'verbatim') return canHold(how.always, literal) ? 'unknown' : 'never';
  // A number may be spelt in many ways.
  if (literal.reads === 'number') return 'unknown';
  const text = rawLiteral(literal.text, literal.placement);
  return text === null || text.length < SHORTEST_RAW ? 'unknown' : { text };
}
