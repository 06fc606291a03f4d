import type { Span } from '../../rule/index.ts';
import type { RuleFile } from '../text/index.ts';
import { isDerived } from './field-names.ts';
import { itemsIn } from './lint-fields.ts';
import { readFile } from './read-file.ts';
import { idOf } from './rule-index.ts';

/**
 * Where a rule first mentions each of its fields, by rule id, then by field: IR has no places, and messages want them.
 * Fields that are also read from another (`Initiated`) are left out: that their own name never comes is no loss.
 */
export function fieldPlaces(file: RuleFile): ReadonlyMap<string, ReadonlyMap<string, Span>> {
  const places = new Map<string, Map<string, Span>>();
  for (const { document } of readFile(file)) {
    if (document === null || document.kind === 'correlation') continue;
    const fields = new Map<string, Span>();
    for (const { field, span } of document.detection.searches.flatMap(({ body }) => itemsIn(body))) {
      if (!fields.has(field) && !isDerived(field)) fields.set(field, span);
    }
    places.set(idOf(document), fields);
  }
  return places;
}
