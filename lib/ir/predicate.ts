import type { FieldRef } from './field-ref.ts';
import type { Comparison, LetterCase, Test } from './test.ts';
import type { Value } from './value.ts';

/** A yes or no about one event. Two-valued: where a language has null logic, lowering wrote the `exists` guards out. */
export type Predicate =
  | { readonly op: 'always' }
  | { readonly op: 'never' }
  | { readonly op: 'all'; readonly of: readonly Predicate[] }
  | { readonly op: 'any'; readonly of: readonly Predicate[] }
  | { readonly op: 'not'; readonly of: Predicate }
  | {
      readonly op: 'test';
      readonly value: Value;
      readonly test: Test;
      /** Of an array: any member (nested arrays flattened; false when empty), every member (true when empty), or the array itself. */
      readonly members: 'any' | 'every' | 'whole';
    }
  /**
   * `null: 'counts'`: a null is there (Sigma `exists`); `'missing'`: it is not, nor is an array that holds nothing else
   * (Elastic, where null is not indexed).
   */
  | { readonly op: 'exists'; readonly value: Value; readonly null: 'counts' | 'missing' }
  /** Two values of one event. Numbers compare with numbers, text with text; anything else is false. Arrays: any pair. */
  | {
      readonly op: 'compare';
      readonly left: Value;
      readonly compare: Comparison | TextComparison;
      readonly right: Value;
      readonly case: LetterCase;
    }
  /** Any value in the whole record, or the log's text, answers the test (Sigma keywords, kuery's free text). */
  | { readonly op: 'keyword'; readonly test: Test }
  /** One same member of the array satisfies the whole predicate; its fields are read relative to that member. */
  | { readonly op: 'some-member'; readonly array: FieldRef; readonly where: Predicate }
  /** Any field whose ECS name fits this wildcard (`*` only) answers the test (kuery `process.*: x`). */
  | { readonly op: 'any-field'; readonly pattern: string; readonly test: Test }
  /** The time lies inside a calendar window that the configuration gives under this name (`windows` in weir.yml). */
  | { readonly op: 'in-window'; readonly window: string; readonly time: Value };

export type TextComparison = 'contains' | 'starts' | 'ends';
