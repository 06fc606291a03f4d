import type { Candidate } from './choose-witness.ts';
import { type Group, KEYWORDS } from './conditions.ts';
import { MOST_SCOPE_TEXTS } from './witness-index.ts';

/** Keys of the fields by whose value events are routed, most asked first. */
export function chooseScopes(all: readonly (readonly Candidate[])[]): readonly string[] {
  const uses = new Map<string, { selectors: number; readonly texts: Set<string> }>();
  for (const candidates of all) {
    const fields = new Set<string>();
    for (const { group } of candidates) {
      const field = scopeField(group);
      if (field === null) continue;
      const known = uses.get(field) ?? { selectors: 0, texts: new Set() };
      uses.set(field, known);
      for (const { text } of group.literals) known.texts.add(text);
      if (!fields.has(field)) known.selectors += 1;
      fields.add(field);
    }
  }
  return [...uses]
    .filter(
      ([, { selectors, texts }]) =>
        selectors >= FEWEST_SELECTORS &&
        selectors >= all.length * LEAST_SHARE &&
        selectors >= texts.size * SELECTORS_PER_TEXT &&
        texts.size < MOST_SCOPE_TEXTS,
    )
    .sort(([a, { selectors: most }], [b, { selectors }]) => selectors - most || (a < b ? -1 : 1))
    .slice(0, MOST_SCOPES)
    .map(([field]) => field);
}

/** The one field whose whole value decides the group; null where it is anything else. */
export function scopeField({ literals, present }: Group): string | null {
  const [first] = literals;
  if (first === undefined || present.length > 0 || first.field === KEYWORDS) return null;
  const isAlike = literals.every(
    ({ field, placement, reads }) => field === first.field && placement === 'equal' && reads === 'any',
  );
  return isAlike ? first.field : null;
}

/** A field that few rules ask divides little; one of many values makes more branches than it saves. */
const FEWEST_SELECTORS = 16;
const LEAST_SHARE = 0.02;
const SELECTORS_PER_TEXT = 8;
const MOST_SCOPES = 6;
