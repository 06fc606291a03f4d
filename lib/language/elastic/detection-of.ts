import type {
  AggregateDetection,
  Detection,
  FirstSeenDetection,
  KeyPart,
  Measure,
  Predicate,
  Route,
  Value,
} from '../../ir/index.ts';
import type { Complaining } from './complaining.ts';
import { lookBackMicros } from './date-math.ts';
import { allOf, anyOf, fieldTest, fieldValue } from './predicates.ts';
import { type Fields, field, numberField, objectField, objectsField, textField, textsField } from './rule-source.ts';

const dayMicros = 86_400_000_000;

/** Groups of equal fields with so many events, and so many distinct values of others, within the look-back. */
export function thresholdDetection(
  record: Fields,
  where: Predicate,
  route: Route,
  span: number,
  complain: Complaining,
): AggregateDetection {
  const threshold = objectField(record, 'threshold');
  const by = textsField(threshold, 'field').filter(name => name !== '');
  const least = numberField(threshold, 'value') ?? 0;
  if (least < 1) complain('error', 'invalid-threshold', 'a threshold needs a value of 1 or more', 'threshold');
  const cardinality = objectsField(threshold, 'cardinality').filter(one => textField(one, 'field') !== '');
  const measures: Measure[] = [
    { name: 'count', function: 'count', of: [] },
    ...cardinality.map(
      (one, position): Measure => ({
        name: `distinct ${textField(one, 'field')}`,
        function: 'distinct',
        of: [position],
      }),
    ),
  ];
  const bounds = [least, ...cardinality.map(one => numberField(one, 'value') ?? 1)];
  return {
    kind: 'aggregate',
    inputs: [
      {
        name: 'events',
        from: { kind: 'events', route, where },
        key: by.map(eachMember),
        values: cardinality.map(one => fieldValue(textField(one, 'field'))),
      },
    ],
    span,
    spanFrom: 'look-back',
    measures,
    having: allOf(measures.map(({ name }, position) => atLeast(name, bounds[position] ?? 1))),
    window: { kind: 'sliding' },
  };
}

/** Elasticsearch counts a document for every value of the field. */
function eachMember(name: string): KeyPart {
  return { name, value: fieldValue(name), missing: 'drop', each: true };
}

function atLeast(name: string, to: number): Predicate {
  const value: Value = { op: 'field', field: { field: name, names: [{ space: 'vendor', name }] } };
  return { op: 'test', value, test: { is: 'number', compare: '>=', to, numericText: false }, members: 'whole' };
}

const maxTerms = 3;
const maxHistoryDays = 30;
/** The first day of a new rule only fills its memory: everything is new then. */
const learningDays = 1;
/** Whoever does the new thing every day does not teach it by that. */
const freezeDays = 7;

/** A combination of values that the history does not hold. */
export function newTermsDetection(
  record: Fields,
  where: Predicate,
  route: Route,
  complain: Complaining,
): FirstSeenDetection {
  const nested = objectField(record, 'new_terms');
  const terms = [...textsField(record, 'new_terms_fields'), ...textsField(nested, 'value')];
  if (terms.length < 1 || terms.length > maxTerms) {
    complain(
      'error',
      'invalid-new-terms',
      `new terms are of 1 to ${maxTerms} fields, found ${terms.length}`,
      'new_terms',
    );
  }
  const [start] = objectsField(nested, 'history_window_start');
  const window = textField(record, 'history_window_start') || textField(start ?? {}, 'value');
  const micros = lookBackMicros(window);
  if (micros === null)
    complain('error', 'invalid-history', `"${window}" is no history window`, 'new_terms', 'write now-7d');
  const days = Math.max(1, Math.ceil((micros ?? dayMicros) / dayMicros));
  if (days > maxHistoryDays) {
    complain(
      'error',
      'history-too-long',
      `a history of ${days} days`,
      'new_terms',
      `at most ${maxHistoryDays} days are kept`,
    );
  }
  return {
    kind: 'first-seen',
    input: { name: 'terms', from: { kind: 'events', route, where }, key: terms.map(eachMember), values: [] },
    historyDays: days,
    learningDays,
    freezeDays,
  };
}

/** Which lists a threat match reads: one for each indicator field, named for it. */
export interface ThreatLists {
  readonly where: Predicate;
  readonly lists: readonly string[];
}

/** Elastic looks indicators up in an index; weir in lists of the configuration, read when the bundle is built. */
export function threatLists(record: Fields, complain: Complaining): ThreatLists {
  const lists = new Set<string>();
  const alternatives = objectsField(record, 'threat_mapping').map((group): Predicate => {
    const entries = objectsField(group, 'entries');
    if (entries.length !== 1 || entries.some(entry => field(entry, 'negate') === true)) {
      const message = 'an indicator that several fields must match at once, or must not match, is not supported';
      complain('error', 'unsupported-threat-mapping', message, 'threat_mapping');
      return { op: 'never' };
    }
    return anyOf(
      entries.map(entry => {
        const name = textField(entry, 'field');
        const list = textField(entry, 'value');
        lists.add(list);
        const how = /(?:^|[._])ip$/.test(name) ? 'cidr' : 'equal';
        return fieldTest(name, { is: 'listed', list, how, case: 'sensitive' });
      }),
    );
  });
  if (alternatives.length === 0)
    complain('error', 'no-threat-mapping', 'a threat match needs a mapping', 'threat_mapping');
  return { where: anyOf(alternatives), lists: [...lists] };
}

/** A rule that cannot run on a stream keeps its place in the lists, and never fires. */
export const neverDetection: Detection = { kind: 'single', events: [] };
