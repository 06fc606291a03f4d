import type { JsonValue } from '../event/index.ts';
import type { Predicate } from './predicate.ts';
import type { Value } from './value.ts';

/**
 * A query over the hits of a window, as a tree of relational operators: rows in, rows out. A row's columns are vendor
 * fields under their names; `$tick` is the end of the window (epoch microseconds, what `now()` says). Every row knows the
 * events that it was made of.
 */
export type Relation =
  /** The hits of one leg; `columns` name its carried values by position. */
  | { readonly rel: 'leg'; readonly leg: number; readonly columns: readonly string[] }
  /** Rows that are given, by position of their columns. No event made them, so that they are found beside events only. */
  | { readonly rel: 'table'; readonly columns: readonly string[]; readonly rows: readonly (readonly JsonValue[])[] }
  | { readonly rel: 'where'; readonly of: Relation; readonly where: Predicate }
  /** Adds columns or replaces them, each seeing those before it. */
  | { readonly rel: 'extend'; readonly of: Relation; readonly columns: readonly NamedValue[] }
  /** These columns and no others. */
  | { readonly rel: 'project'; readonly of: Relation; readonly columns: readonly NamedValue[] }
  /** One row per group. With nothing to group by, one row even over no rows. */
  | {
      readonly rel: 'summarize';
      readonly of: Relation;
      readonly by: readonly NamedValue[];
      readonly figures: readonly Figure[];
    }
  | { readonly rel: 'union'; readonly of: readonly Relation[] }
  | {
      readonly rel: 'join';
      readonly join: JoinKind;
      readonly left: Relation;
      readonly right: Relation;
      readonly on: readonly { readonly left: string; readonly right: string }[];
    }
  /** One row per member of the array in `column` (an object's entries each become an object of one entry). */
  | { readonly rel: 'expand'; readonly of: Relation; readonly columns: readonly NamedValue[] }
  | {
      readonly rel: 'sort';
      readonly of: Relation;
      readonly by: readonly { readonly value: Value; readonly descending: boolean }[];
      /** Keeps so many; null: all. */
      readonly take: number | null;
    };

/** In a join's rows, a column of the right that the left has too gets a `1` behind its name (Kusto). */
export type JoinKind =
  /** Kusto's default: of lefts with one key, the first only. */
  | 'inner-unique'
  | 'inner'
  | 'left-outer'
  | 'right-outer'
  | 'full-outer'
  | 'left-semi'
  | 'right-semi'
  | 'left-anti'
  | 'right-anti';

export interface NamedValue {
  readonly name: string;
  readonly value: Value;
}

/** An aggregate over the rows of a group for which `where` holds. */
export interface Figure {
  readonly name: string;
  readonly function: FigureFunction;
  readonly of: readonly Value[];
  readonly where: Predicate;
}

export type FigureFunction =
  | 'count'
  | 'distinct'
  | 'sum'
  | 'min'
  | 'max'
  | 'average'
  | 'deviation'
  | 'variance'
  /** `of`: the value, and the percentage as a constant. */
  | 'percentile'
  /** Distinct values, and all of them, as arrays without nulls. `of[1]`: the greatest length. */
  | 'set'
  | 'list'
  /** Any one: the first in order. */
  | 'any'
  /** `of[0]` where `of[1]` is greatest (least): arg_max, one figure per carried column. */
  | 'at-max'
  | 'at-min'
  /** Objects merged into one. */
  | 'bag';
