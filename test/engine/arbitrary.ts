import fc from 'fast-check';
import { type FieldTable, type JsonObject, type JsonValue, type LogEvent, readPath } from '../../lib/event/index.ts';
import type { FieldRef, GlobPart, Predicate, RoutePattern, Test, Value } from '../../lib/ir/index.ts';

/**
 * Events and predicates that meet: both draw from few field names and few letters, so that a generated predicate has a
 * fair chance to match a generated event, and near misses are common.
 */
const letters = [
  'a',
  'b',
  'A',
  'B',
  '/',
  '\\',
  '.',
  '*',
  '-',
  '–',
  'k',
  'K',
  'K',
  'σ',
  'ς',
  'Σ',
  'ß',
  'İ',
  '1',
  '0',
  ' ',
];
export const text = fc.string({ unit: fc.constantFrom(...letters), maxLength: 6 });
const longText = fc.string({ unit: fc.constantFrom(...letters), maxLength: 24 });

const vendorNames = ['x', 'y', 'o.p', 'o.q', 'list', 'flat.name', '__proto__'] as const;
const ecsNames = ['e.x', 'e.list', 'process.name', 'process.args'] as const;

const scalar: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 6, arbitrary: longText },
  { weight: 2, arbitrary: fc.integer({ min: -3, max: 12 }) },
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('10.0.0.1', '192.168.1.7', '::ffff:10.0.0.9', 'fe80::1', '1e1', ' 2 '),
);
const value: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  fc.array(fc.array(scalar, { maxLength: 2 }), { maxLength: 2 }),
  fc.array(fc.record({ p: scalar, q: scalar }, { requiredKeys: [] }), { maxLength: 3 }),
  fc.record({ p: scalar }),
);

export const fields: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      x: value,
      y: value,
      o: fc.record({ p: value, q: value }, { requiredKeys: [] }),
      list: value,
      'flat.name': value,
      ['__proto__']: scalar,
      process: fc.record({ name: value, args: fc.array(longText, { maxLength: 3 }) }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  )
  .map(record => ({ ...record }));

/** One source that maps ECS names by hand, one whose records are ECS documents. */
export const tables: readonly FieldTable[] = [
  {
    source: 'mapped',
    ecs: {
      'e.x': { from: 'x', read: record => readPath(record, 'x'), isVerbatim: true },
      'e.list': { from: 'list', read: record => readPath(record, 'list'), isVerbatim: true },
      'process.name': { from: 'o.p', read: record => readPath(record, 'o.p') },
    },
    vendorRoots: [['o'], []],
    knowsVendorName: () => true,
    isEcs: false,
  },
  { source: 'ecs', ecs: {}, vendorRoots: [[]], knowsVendorName: () => true, isEcs: true },
];

export const event: fc.Arbitrary<LogEvent> = fc
  .record({
    source: fc.constantFrom('mapped', 'ecs'),
    product: fc.constantFrom('linux', 'windows', undefined),
    categories: fc.constantFrom(['process'], ['file', 'process'], [], undefined),
    time: fc.integer({ min: 0, max: 2_000_000_000 }).map(seconds => seconds * 1_000_000),
    fields,
    text: longText,
  })
  .map(({ source, product, categories, time, fields, text }) => ({
    id: 'event',
    time,
    sequence: 0,
    arrival: time,
    source,
    logSource: { ...(product === undefined ? {} : { product }), ...(categories === undefined ? {} : { categories }) },
    fields,
    text,
    origin: { account: '', region: 'here', logGroup: 'group', logStream: '', file: '', line: 0, recordId: '' },
  }));

export const fieldRef: fc.Arbitrary<FieldRef> = fc
  .array(
    fc.oneof(
      fc.record({ space: fc.constant('vendor' as const), name: fc.constantFrom(...vendorNames, 'p', 'q') }),
      fc.record({ space: fc.constant('ecs' as const), name: fc.constantFrom(...ecsNames) }),
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map(names => ({ field: names[0]?.name ?? '', names }));

const letterCase = fc.constantFrom('sensitive' as const, 'insensitive' as const);
const asText = fc.constantFrom('strings' as const, 'scalars' as const, 'json' as const);
const comparison = fc.constantFrom('==', '!=', '<', '<=', '>', '>=' as const) as fc.Arbitrary<'=='>;
const globPart: fc.Arbitrary<GlobPart> = fc.oneof(
  text.map(text => ({ part: 'literal' as const, text })),
  fc.constantFrom(
    { part: 'any-run' },
    { part: 'any-one' },
    { part: 'segment-run' },
    { part: 'one-of', characters: '-/–' },
  ) as fc.Arbitrary<GlobPart>,
);
const withText = (is: 'contains' | 'starts' | 'ends' | 'term'): fc.Arbitrary<Test> =>
  fc.record({ is: fc.constant(is), text, case: letterCase, asText });

/** Pattern, and the literals of which one must occur. */
const patterns: readonly (readonly [pattern: string, literals: readonly string[]])[] = [
  ['a.*b', ['a']],
  ['^(a|b)+$', []],
  ['[aA]\\\\|/k', []],
  ['\\bk\\b', ['k']],
  ['a{2,}|b{2,}', ['aa', 'bb']],
  ['\\s', []],
];

export const test: fc.Arbitrary<Test> = fc.oneof(
  fc.record({ is: fc.constant('equal' as const), texts: fc.array(text, { maxLength: 3 }), case: letterCase, asText }),
  withText('contains'),
  withText('starts'),
  withText('ends'),
  withText('term'),
  fc.record({
    is: fc.constant('like' as const),
    parts: fc.array(globPart, { maxLength: 4 }),
    case: letterCase,
    asText,
  }),
  fc
    .record({
      pattern: fc.constantFrom(...patterns),
      flags: fc.constantFrom('', 'i', 's'),
      engine: fc.constantFrom('native' as const, 'linear' as const),
      asText,
    })
    .map(({ pattern: [pattern, literals], ...rest }) => ({ is: 'regex' as const, pattern, literals, ...rest })),
  fc.record({ is: fc.constant('cidr' as const), networks: fc.constant(['10.0.0.0/8', 'fe80::/10']) }),
  fc.record({
    is: fc.constant('number' as const),
    compare: comparison,
    to: fc.integer({ min: -3, max: 12 }),
    numericText: fc.boolean(),
  }),
  fc.record({ is: fc.constant('boolean' as const), to: fc.boolean() }),
  fc.constant({ is: 'null' as const }),
  fc.record({
    is: fc.constant('listed' as const),
    list: fc.constantFrom('some', 'none'),
    how: fc.constantFrom('equal', 'like', 'contains', 'starts', 'ends', 'cidr' as const) as fc.Arbitrary<'equal'>,
    case: letterCase,
  }),
);

export const settings = {
  values: { some: ['a', 'B*', '/k', '10.0.0.0/8'] },
  windows: { nightly: { cron: '30 2 * * *', timeZone: 'Europe/Berlin', minutes: 90 } },
  hosts: [],
  formats: {},
  latenessSeconds: {},
};

const { predicate, irValue } = fc.letrec<{ predicate: Predicate; irValue: Value }>(tie => ({
  predicate: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    {
      weight: 8,
      arbitrary: fc.record({ op: fc.constant('test' as const), value: tie('irValue'), test, members: memberWord() }),
    },
    { weight: 1, arbitrary: fc.constantFrom<Predicate>({ op: 'always' }, { op: 'never' }) },
    {
      weight: 2,
      arbitrary: fc.record({
        op: fc.constant('exists' as const),
        value: tie('irValue'),
        null: fc.constantFrom('counts' as const, 'missing' as const),
      }),
    },
    { weight: 2, arbitrary: fc.record({ op: fc.constant('keyword' as const), test }) },
    {
      weight: 1,
      arbitrary: fc.record({
        op: fc.constant('any-field' as const),
        pattern: fc.constantFrom('e.*', 'process.*', '*s*'),
        test,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        op: fc.constant('in-window' as const),
        window: fc.constantFrom('nightly', 'no'),
        time: tie('irValue'),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ op: fc.constant('all' as const), of: fc.array(tie('predicate'), { maxLength: 3 }) }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ op: fc.constant('any' as const), of: fc.array(tie('predicate'), { maxLength: 3 }) }),
    },
    { weight: 3, arbitrary: fc.record({ op: fc.constant('not' as const), of: tie('predicate') }) },
    {
      weight: 1,
      arbitrary: fc.record({ op: fc.constant('some-member' as const), array: fieldRef, where: tie('predicate') }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        op: fc.constant('compare' as const),
        left: tie('irValue'),
        right: tie('irValue'),
        compare: fc.oneof(comparison, fc.constantFrom('contains', 'starts', 'ends' as const)) as fc.Arbitrary<'=='>,
        case: letterCase,
      }),
    },
  ),
  irValue: fc.oneof(
    { depthSize: 'small', maxDepth: 2 },
    { weight: 12, arbitrary: fieldRef.map(field => ({ op: 'field' as const, field })) },
    { weight: 1, arbitrary: scalar.map(value => ({ op: 'constant' as const, value })) },
    { weight: 1, arbitrary: fc.constantFrom<Value>({ op: 'event', what: 'time' }, { op: 'event', what: 'log-group' }) },
    {
      weight: 1,
      arbitrary: fc.record({
        op: fc.constant('first-of' as const),
        values: fc.array(tie('irValue'), { maxLength: 2 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        op: fc.constant('if' as const),
        test: tie('predicate'),
        then: tie('irValue'),
        else: tie('irValue'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        op: fc.constant('call' as const),
        function: fc.constantFrom(
          'lower',
          'length',
          'array-length',
          'concat',
          'to-text',
          'distinct' as const,
        ) as fc.Arbitrary<'lower'>,
        args: fc.array(tie('irValue'), { minLength: 1, maxLength: 2 }),
        each: fc.constantFrom(undefined, true) as fc.Arbitrary<true>,
      }),
    },
  ),
}));

function memberWord(): fc.Arbitrary<'any' | 'every' | 'whole'> {
  return fc.constantFrom('any', 'any', 'every', 'whole' as const) as fc.Arbitrary<'any'>;
}

export { irValue, predicate };

export const routePattern: fc.Arbitrary<RoutePattern> = fc.record(
  {
    sources: fc.constantFrom(['mapped'], ['ecs', 'mapped']),
    product: fc.constantFrom('linux', 'windows'),
    category: fc.constantFrom('process', 'file'),
  },
  { requiredKeys: [] },
);
