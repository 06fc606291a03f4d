import type { JsonObject, JsonValue, Micros } from '../event/index.ts';
import type { QueryDetection } from '../ir/index.ts';
import { basisOf } from './basis-of.ts';
import { type DecideContext, decision, distinctEvents, type Question, settledUntil } from './decide-context.ts';
import type { Decision } from './decision.ts';
import { canonicalText, findingId } from './finding-id.ts';
import { compareHits, type Hit } from './hit.ts';
import type { QueryRow } from './relation/query-row.ts';
import { columnsOf } from './relation/query-row.ts';
import { runRelation } from './relation/run-relation.ts';
import { windowEnds } from './window-ends.ts';

/** Runs the query at every tick at home in the unit, and merges what its runs find by whom it is about. */
export function decideQuery(
  detection: QueryDetection,
  question: Question,
  context: DecideContext,
): readonly Decision[] {
  const settled = question.plan.mode === 'waits' ? settledUntil(context) : Number.POSITIVE_INFINITY;
  const found = new Map<string, Found>();
  for (const tick of windowEnds(question, detection.span, detection.every)) {
    if (tick > settled) break;
    const rows = rowsAt(tick, detection, question, context);
    if (!passes(rows.length, detection.threshold)) continue;
    for (const row of rows) gather(found, row, detection);
  }
  const { rule, key, unit, plan } = question;
  return [...found.values()].map(({ entity, hits, row }) => {
    const ordered = distinctEvents([...hits].sort(compareHits));
    return {
      ...decision(question, {
        findingId: findingId(rule.meta.id, [...key], unit, ...(detection.grouping === 'row' ? [entity] : [])),
        hits: ordered,
        qualifiedAt: Math.max(ordered[0]?.time ?? unit, unit),
        basis: basisOf(question, context),
        closesAt: unit + plan.unit,
        measures: row,
      }),
      ...named(detection, entity),
    };
  });
}

interface Found {
  readonly entity: readonly JsonValue[];
  readonly hits: Set<Hit>;
  /** The columns of the last row. */
  row: JsonObject;
}

/** The rows over (tick - span, tick]. */
function rowsAt(
  tick: Micros,
  { inputs, query, span }: QueryDetection,
  question: Question,
  context: DecideContext,
): readonly QueryRow[] {
  const window = question.view.hits.filter(hit => hit.time > tick - span && hit.time <= tick);
  const withTick = (columns: JsonObject) => columnsOf([...Object.entries(columns), ['$tick', tick]]);
  return runRelation(query, {
    legs: inputs.map((_, leg) => window.filter(hit => hit.leg === leg)),
    holds: (predicate, columns) => context.holds(predicate, withTick(columns)),
    valueOf: (value, columns) => context.valueOf(value, withTick(columns)),
  }).filter(row => row.hits.size > 0);
}

function passes(rows: number, { compare, to }: QueryDetection['threshold']): boolean {
  switch (compare) {
    case '>':
      return rows > to;
    case '>=':
      return rows >= to;
    case '<':
      return rows < to;
    case '<=':
      return rows <= to;
    case '==':
      return rows === to;
    case '!=':
      return rows !== to;
    default:
      return compare satisfies never;
  }
}

function gather(found: Map<string, Found>, row: QueryRow, detection: QueryDetection): void {
  const entity = detection.entities.map(({ column }) => row.columns[column] ?? null);
  const id = detection.grouping === 'row' ? canonicalText(entity) : '';
  const known = found.get(id) ?? { entity, hits: new Set<Hit>(), row: row.columns };
  for (const hit of row.hits) known.hits.add(hit);
  known.row = row.columns;
  found.set(id, known);
}

/** Whom the rows are about; where the query does not say, the key that it was partitioned by. */
function named({ entities }: QueryDetection, entity: readonly JsonValue[]): Partial<Decision> {
  return entities.length === 0 ? {} : { key: entity, keyNames: entities.map(({ name }) => name) };
}
