import { didYouMean, note } from '../text/index.ts';
import type { DetectionSection, LogSourceRef, SearchBody, SearchItem } from './ast.ts';
import { ecsNames, taxonomyNames } from './field-names.ts';
import type { Report } from './report.ts';

/** Any field of a log may stand in a rule, so only what looks like a slip of the pen is worth a word. */
export function lintFields(section: DetectionSection, logSource: LogSourceRef, report: Report): void {
  const names = taxonomyNames(logSource);
  const said = new Set<string>();
  for (const { field, span } of section.searches.flatMap(({ body }) => itemsIn(body))) {
    if (field.length < 5 || said.has(field) || ecsNames(field, 'sigma', logSource).length > 0) continue;
    said.add(field);
    const meant = didYouMean(field, names, 1);
    if (meant !== '') report(note('unknown-field', `Sigma's taxonomy has no field "${field}"${meant}`, span));
  }
}

/** Every field of the section with its place, once per mention. */
export function itemsIn(body: SearchBody): readonly SearchItem[] {
  return body.kind === 'all' ? body.of : body.of.flatMap(itemsIn);
}
