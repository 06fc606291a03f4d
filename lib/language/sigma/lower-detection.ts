import type { AggregateDetection, EventSelector, FieldRef, Measure, Predicate, Rule } from '../../ir/index.ts';
import { error, note } from '../text/index.ts';
import type { Aggregation, DetectionRule } from './ast.ts';
import { entityName, fieldRef } from './field-names.ts';
import { type AppliedFilter, filtersFor } from './filters.ts';
import { limit, rowField } from './having.ts';
import { lintFields } from './lint-fields.ts';
import type { ItemContext } from './lower-item.ts';
import { joined, lowerSection } from './lower-section.ts';
import { routeOf } from './route-of.ts';
import type { KnownRule } from './rule-index.ts';
import { ruleMeta, suppressionOf } from './rule-meta.ts';

export interface LoweringSettings {
  readonly placeholders: Readonly<Record<string, readonly string[]>>;
}

export type FieldOf = (name: string) => FieldRef;

export function fieldsOf({ head, logSource }: DetectionRule): FieldOf {
  return name => fieldRef(name, head.taxonomy, logSource);
}

/** Which events a detection rule selects, filters included: what a correlation that refers to it counts. */
export function selectorOf(
  known: KnownRule<DetectionRule>,
  filters: readonly AppliedFilter[],
  settings: LoweringSettings,
): EventSelector {
  const { document, report } = known;
  const placeholders = { ...document.head.values, ...settings.placeholders };
  const context: ItemContext = { field: fieldsOf(document), placeholders, report };
  if (document.head.taxonomy === 'sigma') lintFields(document.detection, document.logSource, report);
  const where = lowerSection(document.detection, context);
  const narrowing = filtersFor(known, filters).map(filter => filter.lower(context));
  return {
    route: routeOf(document.logSource),
    where: narrowing.length === 0 ? where : joined('all', [where, ...narrowing]),
  };
}

/** Without a level, a rule is neither noise nor an alarm. */
const defaultSeverity = 'medium';

export function lowerDetection(known: KnownRule<DetectionRule>, selector: EventSelector, emits: boolean): Rule {
  const { document } = known;
  const aggregation = aggregationOf(known);
  return {
    meta: ruleMeta(document.head, known.id, defaultSeverity),
    detection:
      aggregation === null
        ? { kind: 'single', events: [selector], ...carriedFields(document) }
        : lowerAggregation(document, selector, aggregation),
    suppression: suppressionOf(document.head, fieldsOf(document)),
    emits,
  };
}

/** `fields` are what the author wants an analyst to see. */
function carriedFields(document: DetectionRule) {
  const field = fieldsOf(document);
  const carry = document.head.fields.map(name => ({ name, value: { op: 'field' as const, field: field(name) } }));
  return carry.length === 0 ? {} : { carry };
}

function aggregationOf({ document, report }: KnownRule<DetectionRule>): Aggregation | null {
  const { conditions, timeframe, span } = document.detection;
  const found = conditions.find(({ aggregation }) => aggregation !== null);
  if (found === undefined || found.aggregation === null) return null;
  const hint = 'put the detection into one rule and a correlation of type event_count or value_count beside it';
  report(note('legacy-aggregation', 'aggregation in a condition is deprecated since Sigma 2', found.span, hint));
  if (conditions.length > 1) {
    report(error('legacy-aggregation-syntax', 'a list of conditions cannot hold an aggregation', found.span));
  }
  if (timeframe === null) {
    report(
      error(
        'legacy-aggregation-syntax',
        'an aggregation needs a timeframe',
        span,
        'add "timeframe: 5m" to the detection',
      ),
    );
  }
  return found.aggregation;
}

function lowerAggregation(
  document: DetectionRule,
  selector: EventSelector,
  aggregation: Aggregation,
): AggregateDetection {
  const field = fieldsOf(document);
  const by = aggregation.by === '' ? [] : [field(aggregation.by)];
  const measure = measureOf(aggregation);
  const holds: Predicate = limit(rowField(measure.name), aggregation.compare, aggregation.to);
  return {
    kind: 'aggregate',
    inputs: [
      {
        name: 'events',
        from: { kind: 'events', ...selector },
        key: by.map(ref => ({ name: entityName(ref), value: { op: 'field', field: ref }, missing: 'drop' })),
        values: aggregation.field === '' ? [] : [{ op: 'field', field: field(aggregation.field) }],
      },
    ],
    span: document.detection.timeframe ?? 1,
    measures: [measure],
    having: holds,
    window: { kind: 'sliding' },
  };
}

function measureOf({ function: name, field }: Aggregation): Measure {
  switch (name) {
    case 'count':
      return field === ''
        ? { name: 'event_count', function: 'count', of: [] }
        : { name: 'value_count', function: 'distinct', of: [0] };
    case 'sum':
    case 'min':
    case 'max':
      return { name: `value_${name}`, function: name, of: [0] };
    case 'avg':
      return { name: 'value_avg', function: 'average', of: [0] };
    default:
      return name satisfies never;
  }
}
