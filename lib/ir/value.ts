import type { JsonValue } from '../event/index.ts';
import type { FieldRef } from './field-ref.ts';
import type { FunctionName } from './functions.ts';
import type { Predicate } from './predicate.ts';

/**
 * An expression over one event (or one result row). It evaluates to a JSON value or to nothing: a missing field, or a
 * function given what it cannot use, is nothing, and a test of nothing is false.
 */
export type Value =
  | { readonly op: 'field'; readonly field: FieldRef }
  | { readonly op: 'constant'; readonly value: JsonValue }
  /** functions.ts says what each function does. */
  | {
      readonly op: 'call';
      readonly function: FunctionName;
      readonly args: readonly Value[];
      /** Set: of arguments that are arrays, every combination of members is tried, and what comes out is an array (EQL). */
      readonly each?: true;
    }
  | { readonly op: 'if'; readonly test: Predicate; readonly then: Value; readonly else: Value }
  /** The first of these that is something. */
  | { readonly op: 'first-of'; readonly values: readonly Value[] }
  /** The event's own time in microseconds, its id, its text, and the log group it came from. */
  | {
      readonly op: 'event';
      readonly what: 'time' | 'arrival' | 'id' | 'text' | 'source' | 'log-group' | 'account' | 'region';
    };
