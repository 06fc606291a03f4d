import { isRouted, unsuppliedFields } from '../engine/index.ts';
import type { EventKind } from '../event/index.ts';
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
  kinds: readonly EventKind[],
): readonly CompiledRule[] {
  const texts = new Map(files.map(file => [file.path, file]));
  return rules.map(compiled => {
    if (compiled.language !== 'sigma' || compiled.status !== 'ok' || compiled.rule === null) return compiled;
    const own = ownKinds(compiled.rule, kinds);
    if (own.length === 0) return compiled;
    const sources = [...new Set(own.map(({ source }) => source))];
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

/** The kinds that a product's own readers bring; those of readers that take any record are none of them. */
function ownKinds({ detection }: Rule, kinds: readonly EventKind[]): readonly EventKind[] {
  const routes = legs(detection).map(({ from }) => (from.kind === 'events' ? from.route : []));
  if (routes.some(route => route.length === 0)) return [];
  return kinds.filter(kind => kind.about !== '' && routes.some(route => isRouted(route, kind)));
}
