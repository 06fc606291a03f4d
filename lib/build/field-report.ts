import { isRouted, unsuppliedFieldsOf } from '../engine/index.ts';
import type { EventKind } from '../event/index.ts';
import { legs, type Predicate, type Route, type RoutePattern, type Rule } from '../ir/index.ts';

/** What one source cannot give the rules of one log source. */
export interface FieldReport {
  /** In the words of Sigma: `linux, process_creation`. */
  readonly logSource: string;
  /** Null where no source but those that take any record brings such events. */
  readonly source: string | null;
  /** How many rules ask for events of this log source. */
  readonly rules: number;
  /** Rules that can never fire on this source's events, each with the fields that it needs and does not get. */
  readonly notEvaluable: readonly {
    readonly id: string;
    readonly title: string;
    readonly missing: readonly string[];
  }[];
  /** Fields that the rules name and the source cannot have, with the number of rules that name them; most named first. */
  readonly missing: readonly { readonly field: string; readonly rules: number }[];
}

/**
 * For every log source that the rules name, and every source with a reader of its own that brings events of it: all fields
 * that cannot be supplied there. Sources that take any record (plain JSON, ECS, OCSF) may have any field and are left out.
 */
export function fieldReport(rules: readonly Rule[], kinds: readonly EventKind[]): readonly FieldReport[] {
  const own = kinds.filter(({ about }) => about !== '');
  return [...byLogSource(rules)].flatMap(([logSource, { route, rules: asking }]) => {
    const routed = own.filter(kind => isRouted(route, kind));
    const sources = sourcesFor(route, routed);
    if (sources.length === 0) return [{ logSource, source: null, rules: asking.size, notEvaluable: [], missing: [] }];
    return sources.map(source =>
      reportOf(
        logSource,
        source,
        asking,
        routed.filter(kind => kind.source === source),
      ),
    );
  });
}

interface Asking {
  readonly route: Route;
  /** What each rule asks for there, a predicate for each of its legs. */
  readonly rules: Map<Rule, Predicate[]>;
}

/** Rules without a log source are asked about everything, which says nothing of any one source. */
function byLogSource(rules: readonly Rule[]): ReadonlyMap<string, Asking> {
  const found = new Map<string, Asking>();
  for (const rule of rules)
    for (const { from } of legs(rule.detection)) {
      if (from.kind !== 'events' || from.route.length === 0) continue;
      const name = from.route.map(patternName).join(' or ');
      const known = found.get(name) ?? { route: from.route, rules: new Map() };
      found.set(name, known);
      known.rules.set(rule, [...(known.rules.get(rule) ?? []), from.where]);
    }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function patternName({ sources = [], product, service, category }: RoutePattern): string {
  return [...sources, product, service, category].filter(word => word !== undefined).join(', ');
}

/**
 * Those that say that they bring such events; where none does, those of the same product that leave it open. A log source
 * without any is fed by plain JSON alone.
 */
function sourcesFor(route: Route, routed: readonly EventKind[]): readonly string[] {
  const declaring = routed.filter(kind => route.some(pattern => declares(kind, pattern)));
  const ofProduct = routed.filter(({ logSource }) =>
    route.some(({ product }) => product !== undefined && product === logSource.product),
  );
  return [...new Set((declaring.length > 0 ? declaring : ofProduct).map(({ source }) => source))];
}

function declares(
  { source, logSource }: EventKind,
  { sources = [], product, service, category }: RoutePattern,
): boolean {
  return (
    sources.includes(source) ||
    ((product === undefined || logSource.product === product) &&
      (service === undefined || logSource.service === service) &&
      (category === undefined || logSource.categories?.includes(category) === true))
  );
}

function reportOf(
  logSource: string,
  source: string,
  rules: ReadonlyMap<Rule, readonly Predicate[]>,
  kinds: readonly EventKind[],
): FieldReport {
  const gaps = [...rules].map(([rule, wheres]) => ({ rule, ...unsuppliedFieldsOf({ op: 'any', of: wheres }, kinds) }));
  const counts = new Map<string, number>();
  for (const field of gaps.flatMap(({ missing }) => missing)) counts.set(field, (counts.get(field) ?? 0) + 1);
  return {
    logSource,
    source,
    rules: rules.size,
    notEvaluable: gaps
      .filter(({ isEvaluable }) => !isEvaluable)
      .map(({ rule: { meta }, missing }) => ({ id: meta.id, title: meta.title, missing })),
    missing: [...counts]
      .map(([field, named]) => ({ field, rules: named }))
      .sort((a, b) => b.rules - a.rules || (a.field < b.field ? -1 : 1)),
  };
}
