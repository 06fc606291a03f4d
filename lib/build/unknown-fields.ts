import { unsuppliedFields } from '../engine/index.ts';
import type { FieldTable } from '../event/index.ts';
import { legs, type Rule } from '../ir/index.ts';
import { fieldPlaces } from '../language/index.ts';
import { type CompiledRule, note, type RuleFile } from '../language/text/index.ts';
import type { Span } from '../rule/index.ts';

/**
 * A rule that can fire may still ask for a field that no source of its product ever supplies: often a slip of the pen,
 * in a part of the condition that is then dead. Said at the field; products that weir has no reader for are passed over,
 * since their logs come as plain JSON with whatever names they like.
 */
export function noteUnknownFields(
  rules: readonly CompiledRule[],
  files: readonly RuleFile[],
  tables: readonly FieldTable[],
): readonly CompiledRule[] {
  const texts = new Map(files.map(file => [file.path, file]));
  return rules.map(compiled => {
    if (compiled.language !== 'sigma' || compiled.status !== 'ok' || compiled.rule === null) return compiled;
    const sources = sourcesOf(compiled.rule);
    const own = tables.filter(({ source }) => sources.includes(source));
    if (own.length === 0) return compiled;
    const { missing } = unsuppliedFields(compiled.rule, own);
    const file = texts.get(compiled.path);
    if (missing.length === 0 || file === undefined) return compiled;
    const places = fieldPlaces(file).get(compiled.id) ?? new Map<string, Span>();
    const notes = missing.flatMap(field => {
      const place = places.get(field);
      const message = `none of ${sources.join(', ')} supplies the field "${field}"`;
      return place === undefined
        ? []
        : [note('unsupplied-field', message, place, 'see docs/sources.md for their fields')];
    });
    return notes.length === 0 ? compiled : { ...compiled, diagnostics: [...compiled.diagnostics, ...notes] };
  });
}

/** The sources that read a product's own logs; those that take any record are none of them. */
const sourcesByProduct: Readonly<Record<string, readonly string[]>> = {
  aws: ['cloudtrail'],
  linux: ['auditd', 'falco'],
  windows: ['windows', 'winlogbeat'],
};

/** Empty where one of the rule's routes leads elsewhere. */
function sourcesOf(rule: Rule): readonly string[] {
  const routes = legs(rule.detection).map(({ from }) => (from.kind === 'events' ? from.route : []));
  const patterns = routes.flat();
  const products = new Set(patterns.map(({ product = '' }) => product));
  if (
    routes.some(route => route.length === 0) ||
    [...products].some(product => !Object.hasOwn(sourcesByProduct, product))
  )
    return [];
  // A service's logs may come by a reader of its own, whose names are not in these tables.
  if (patterns.some(({ product, service }) => product === 'linux' && service !== undefined && service !== 'auditd'))
    return [];
  return [...products].flatMap(product => sourcesByProduct[product] ?? []);
}
