import type { Range } from '../text/index.ts';

/** One query, as Elastic's EQL has them. */
export interface Query {
  readonly of: EventQuery | SequenceQuery | SampleQuery;
  readonly pipes: readonly Pipe[];
}

export interface EventQuery {
  readonly kind: 'event';
  readonly filter: EventFilter;
}

export interface SequenceQuery {
  readonly kind: 'sequence';
  readonly by: readonly Expression[];
  readonly maxSpan: Duration | null;
  readonly steps: readonly Step[];
  readonly until: Step | null;
  readonly range: Range;
}

export interface SampleQuery {
  readonly kind: 'sample';
  readonly by: readonly Expression[];
  readonly steps: readonly Step[];
  readonly range: Range;
}

/** `category where condition`; the category is null for `any`. */
export interface EventFilter {
  readonly category: string | null;
  readonly condition: Expression;
  readonly range: Range;
}

export interface Step {
  readonly filter: EventFilter;
  readonly by: readonly Expression[];
  readonly isMissing: boolean;
  readonly runs: number;
  readonly range: Range;
}

export interface Duration {
  readonly amount: number;
  readonly unit: DurationUnit;
}

export const durationUnits = ['ms', 's', 'm', 'h', 'd'] as const;
export type DurationUnit = (typeof durationUnits)[number];

export interface Pipe {
  readonly name: 'head' | 'tail';
  readonly count: number;
  readonly range: Range;
}

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type PatternOperator = ':' | 'like' | 'like~' | 'regex' | 'regex~';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';

export interface Literal {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
  /** Was the number written with a point or an exponent? Division by integers is another one than by floats. */
  readonly isFloat: boolean;
  readonly range: Range;
}

export interface Field {
  readonly kind: 'field';
  readonly parts: readonly string[];
  /** Written `?name`: may be unknown to the data without a warning. */
  readonly isOptional: boolean;
  readonly range: Range;
}

export interface Call {
  readonly kind: 'call';
  readonly name: string;
  /** Written `name~(…)`. */
  readonly ignoresCase: boolean;
  readonly args: readonly Expression[];
  readonly nameRange: Range;
  readonly range: Range;
}

export type Expression =
  | Literal
  | Field
  | Call
  | { readonly kind: 'and' | 'or'; readonly of: readonly Expression[]; readonly range: Range }
  | { readonly kind: 'not'; readonly of: Expression; readonly range: Range }
  | {
      readonly kind: 'compare';
      readonly operator: ComparisonOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly range: Range;
    }
  | {
      readonly kind: 'pattern';
      readonly operator: PatternOperator;
      readonly value: Expression;
      readonly patterns: readonly Literal[];
      readonly range: Range;
    }
  | {
      readonly kind: 'in';
      readonly ignoresCase: boolean;
      readonly isNegated: boolean;
      readonly value: Expression;
      readonly items: readonly Expression[];
      readonly range: Range;
    }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly range: Range;
    }
  | { readonly kind: 'negative'; readonly of: Expression; readonly range: Range };

export function fieldName(field: Field): string {
  return field.parts.join('.');
}
