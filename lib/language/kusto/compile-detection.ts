import type { Input, KeyPart, Predicate, QueryDetection, SingleDetection } from '../../ir/index.ts';
import type { CompileSettings } from '../text/index.ts';
import { KustoError } from './kusto-error.ts';
import { lowerPredicate } from './lower-predicate.ts';
import { isTabular, lowerQuery, lowerRows } from './lower-query.ts';
import { needEvents } from './needs-events.ts';
import { parse } from './parse.ts';
import { type Origins, partitionsOf } from './partition.ts';
import { type Pushed, type PushedLeg, pushDown } from './push-down.ts';
import type { AnalyticsRule } from './read-rule.ts';
import { legRows, type Rows } from './rows.ts';
import type { Surroundings } from './scope.ts';
import { type Table, tableNamed } from './tables.ts';

export type CompiledDetection =
  | { readonly kind: 'single'; readonly detection: SingleDetection; readonly by: readonly KeyPart[] }
  | { readonly kind: 'query'; readonly detection: QueryDetection };

/** More ticks than this in a period cannot be decided in a function's time. */
const MAX_RUNS = 5000;

/** A query as what runs on a stream: single events where it puts no rows together, else a relational query. */
export function compileDetection(query: string, rule: AnalyticsRule, settings: CompileSettings): CompiledDetection {
  const runs = rule.periodMicros / rule.frequencyMicros;
  if (runs > MAX_RUNS)
    throw new KustoError({ start: 0, end: 0 }, `a period of ${runs} runs`, `at most ${MAX_RUNS}: run it less often`);
  const { rows, tables } = lowerWhole(query, rule, settings);
  // Asking for the entities' columns makes the rows carry them.
  const entities = rule.entities.filter(({ column }) => rows.has(column));
  needEvents(rows.relation, rule.threshold);
  const pushed = pushDown(rows.relation, tables);
  const isPlain = rule.threshold.compare === '>' && rule.threshold.to === 0;
  if (pushed.alone !== null && isPlain) return single(pushed.alone, entities);
  return { kind: 'query', detection: queryDetection(pushed, rule, entities, isPlain) };
}

/** The query as it is written, over whole events: nothing is moved into selectors yet. */
export function lowerWhole(
  query: string,
  rule: Pick<AnalyticsRule, 'periodMicros'>,
  settings: CompileSettings,
): { readonly rows: Rows; readonly tables: readonly Table[] } {
  const tables: Table[] = [];
  return { rows: lowerQuery(parse(query), surroundingsOf(tables, rule, settings)), tables };
}

function surroundingsOf(
  tables: Table[],
  rule: Pick<AnalyticsRule, 'periodMicros'>,
  settings: CompileSettings,
): Surroundings {
  const table = (name: string): Rows => {
    const found = tableNamed(name);
    return legRows(tables.push(found) - 1, [], found.declares);
  };
  return {
    lists: settings.values,
    periodMicros: rule.periodMicros,
    predicate: lowerPredicate,
    rows: lowerRows,
    isTabular,
    table,
  };
}

function single(leg: PushedLeg, entities: AnalyticsRule['entities']): CompiledDetection {
  const by = entities.flatMap(({ name, column }): KeyPart[] => {
    const value = leg.columns.find(known => known.name === column)?.value;
    return value === undefined ? [] : [{ name, value, missing: 'null' }];
  });
  const events = [{ route: leg.table.route, where: allOf(leg.where) }];
  return { kind: 'single', detection: { kind: 'single', events, carry: leg.columns }, by };
}

function queryDetection(
  { relation, legs }: Pushed,
  rule: AnalyticsRule,
  entities: AnalyticsRule['entities'],
  isPlain: boolean,
): QueryDetection {
  // A threshold on the number of rows looks at all of them together.
  const partition = isPlain ? choosePartition(relation, legs.length, entities) : [];
  const inputs = legs.map(
    (leg, position): Input => ({
      name: `table ${position + 1}`,
      from: { kind: 'events', route: leg.table.route, where: allOf(leg.where) },
      key: partition.flatMap(({ name, origins }): KeyPart[] => {
        const value = leg.columns.find(column => column.name === origins.get(position))?.value;
        return value === undefined ? [] : [{ name, value, missing: 'null' }];
      }),
      values: leg.columns.map(({ value }) => value),
    }),
  );
  return {
    kind: 'query',
    inputs,
    query: relation,
    span: rule.periodMicros,
    every: rule.frequencyMicros,
    threshold: rule.threshold,
    grouping: rule.perRow ? 'row' : 'all',
    entities,
  };
}

/** By whom the findings are about, where that cuts the query; else by the first column that does. */
function choosePartition(
  relation: Pushed['relation'],
  legCount: number,
  entities: AnalyticsRule['entities'],
): readonly { readonly name: string; readonly origins: Origins }[] {
  const cutting = partitionsOf(relation).filter(({ origins }) => origins.size === legCount);
  const byEntity = entities.flatMap(({ name, column }) => {
    const found = cutting.find(part => part.isShown && part.name === column);
    return found === undefined ? [] : [{ name, origins: found.origins }];
  });
  return byEntity.length > 0 ? byEntity : cutting.slice(0, 1);
}

function allOf(predicates: readonly Predicate[]): Predicate {
  const telling = predicates.filter(({ op }) => op !== 'always');
  const [first] = telling;
  if (first === undefined) return { op: 'always' };
  return telling.length === 1 ? first : { op: 'all', of: telling };
}
