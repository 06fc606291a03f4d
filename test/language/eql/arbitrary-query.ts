import fc from 'fast-check';
import type { EventFilter, Expression, Literal, Query, Step } from '../../../lib/language/eql/ast.ts';
import { durationUnits } from '../../../lib/language/eql/ast.ts';

const range = { start: 0, end: 0 };

const literal: fc.Arbitrary<Literal> = fc.oneof(
  fc.string().map((value): Literal => ({ kind: 'literal', value, isFloat: false, range })),
  fc.integer().map((value): Literal => ({ kind: 'literal', value, isFloat: false, range })),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((value): Literal => ({ kind: 'literal', value, isFloat: true, range })),
  fc.constantFrom(true, false, null).map((value): Literal => ({ kind: 'literal', value, isFloat: false, range })),
);

const text: fc.Arbitrary<Literal> = fc
  .string()
  .map((value): Literal => ({ kind: 'literal', value, isFloat: false, range }));

const part = fc.oneof(fc.constantFrom('process', 'name', 'where', '@timestamp'), fc.string({ minLength: 1 }));

const field: fc.Arbitrary<Expression> = fc.record({
  kind: fc.constant('field' as const),
  parts: fc.array(part, { minLength: 1, maxLength: 3 }),
  isOptional: fc.boolean(),
  range: fc.constant(range),
});

const { expression } = fc.letrec<{ expression: Expression }>(tie => {
  const inner = tie('expression');
  const several = fc.array(inner, { minLength: 1, maxLength: 3 });
  return {
    expression: fc.oneof(
      { depthSize: 'small' },
      literal,
      field,
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        of: fc.array(inner, { minLength: 2, maxLength: 3 }),
        range: fc.constant(range),
      }),
      fc.record({ kind: fc.constant('not' as const), of: inner, range: fc.constant(range) }),
      fc.record({ kind: fc.constant('negative' as const), of: inner, range: fc.constant(range) }),
      fc.record({
        kind: fc.constant('compare' as const),
        operator: fc.constantFrom('==' as const, '!=' as const, '<' as const, '>=' as const),
        left: inner,
        right: inner,
        range: fc.constant(range),
      }),
      fc.record({
        kind: fc.constant('arithmetic' as const),
        operator: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const, '%' as const),
        left: inner,
        right: inner,
        range: fc.constant(range),
      }),
      fc.record({
        kind: fc.constant('pattern' as const),
        operator: fc.constantFrom(':' as const, 'like~' as const, 'regex' as const),
        value: inner,
        patterns: fc.array(text, { minLength: 1, maxLength: 2 }),
        range: fc.constant(range),
      }),
      fc.record({
        kind: fc.constant('in' as const),
        ignoresCase: fc.boolean(),
        isNegated: fc.boolean(),
        value: inner,
        items: several,
        range: fc.constant(range),
      }),
      fc.record({
        kind: fc.constant('call' as const),
        name: fc.constantFrom('length', 'endsWith', 'wildcard'),
        ignoresCase: fc.boolean(),
        args: fc.array(inner, { maxLength: 3 }),
        nameRange: fc.constant(range),
        range: fc.constant(range),
      }),
    ),
  };
});

export const anyExpression = expression;

const filter: fc.Arbitrary<EventFilter> = fc.record({
  category: fc.oneof(fc.constantFrom('process', null, 'my-category', 'where'), fc.string()),
  condition: expression,
  range: fc.constant(range),
});

const keys = fc.array(field, { maxLength: 2 });

const step: fc.Arbitrary<Step> = fc.record({
  filter,
  by: keys,
  isMissing: fc.boolean(),
  runs: fc.integer({ min: 1, max: 100 }),
  range: fc.constant(range),
});

const steps = fc.array(step, { minLength: 1, maxLength: 3 });

/** Any query that the grammar allows, sensible or not. */
export const anyQuery: fc.Arbitrary<Query> = fc.record({
  of: fc.oneof(
    fc.record({ kind: fc.constant('event' as const), filter }),
    fc.record({
      kind: fc.constant('sequence' as const),
      by: keys,
      maxSpan: fc.option(
        fc.record({ amount: fc.integer({ min: 1, max: 1e6 }), unit: fc.constantFrom(...durationUnits) }),
      ),
      steps,
      until: fc.option(step),
      range: fc.constant(range),
    }),
    fc.record({ kind: fc.constant('sample' as const), by: keys, steps, range: fc.constant(range) }),
  ),
  pipes: fc.array(
    fc.record({
      name: fc.constantFrom('head' as const, 'tail' as const),
      count: fc.nat(),
      range: fc.constant(range),
    }),
    { maxLength: 2 },
  ),
});
