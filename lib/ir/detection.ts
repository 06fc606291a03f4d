import type { JsonValue, Micros } from '../event/index.ts';
import type { Predicate } from './predicate.ts';
import type { Relation } from './relation.ts';
import type { Comparison } from './test.ts';
import type { Value } from './value.ts';

/**
 * Which events a selector is offered: those whose log source fits one of these. What a pattern leaves out, or an event
 * does not declare, excludes nothing; an empty list of routes is every event.
 */
export type Route = readonly RoutePattern[];

export interface RoutePattern {
  /** Names in lib/sources; left out: any. */
  readonly sources?: readonly string[];
  readonly product?: string;
  readonly service?: string;
  readonly category?: string;
}

/** Events of these log sources for which this holds. */
export interface EventSelector {
  readonly route: Route;
  readonly where: Predicate;
}

/** What one leg of a correlation feeds on: events, or another rule's findings (a chain). */
export interface Input {
  readonly name: string;
  readonly from: ({ readonly kind: 'events' } & EventSelector) | { readonly kind: 'rule'; readonly rule: string };
  /** The correlation key as this leg spells it. Same length in every leg. */
  readonly key: readonly KeyPart[];
  /** Values that the detection measures, distinguishes or carries along, by position. */
  readonly values: readonly Value[];
}

export interface KeyPart {
  /** What the finding's entity calls it: `user.name`, or the alias. */
  readonly name: string;
  readonly value: Value;
  /** `drop`: an event without it does not correlate. `null`: the missing ones form a group of their own. */
  readonly missing: 'drop' | 'null';
  /** Set: an array is no key but gives one for each of its members (Elastic's new terms and thresholds). */
  readonly each?: true;
}

/** A span of event time; windows include both ends. */
export type SpanMicros = Micros;

/** Where a rule gives no span, what bounds it instead: how far back the rule looks (Elastic's `from`). */
export type SpanOrigin = 'look-back';

export type MeasureFunction = 'count' | 'distinct' | 'sum' | 'min' | 'max' | 'average' | 'percentile' | 'set';

/** One figure over the hits of a window: `of` are positions in the input's `values`. Several make a tuple for `distinct`. */
export interface Measure {
  readonly name: string;
  readonly function: MeasureFunction;
  readonly of: readonly number[];
  /** 0 to 100, for `percentile` only. */
  readonly percent?: number;
}

export type Detection =
  | SingleDetection
  | AggregateDetection
  | TemporalDetection
  | LinkedDetection
  | JoinDetection
  | SequenceDetection
  | SampleDetection
  | FirstSeenDetection
  | AbsenceDetection
  | VariableDetection
  | QueryDetection;

/** One event is enough. Several selectors are alternatives. */
export interface SingleDetection {
  readonly kind: 'single';
  readonly events: readonly EventSelector[];
  /** Field templates or values carried into the evidence, by name. */
  readonly carry?: readonly { readonly name: string; readonly value: Value }[];
}

/** Events of any input, per key, in a sliding window that ends at an event, whose measures satisfy `having`. */
export interface AggregateDetection {
  readonly kind: 'aggregate';
  readonly inputs: readonly Input[];
  readonly span: SpanMicros;
  readonly spanFrom?: SpanOrigin;
  readonly measures: readonly Measure[];
  /** Over a row whose fields are the measures' names and the key parts' names (vendor names). */
  readonly having: Predicate;
  /** `sliding`: the window ends at each event. `ticks`: it ends at each multiple of `every` since the epoch (Kusto). */
  readonly window: { readonly kind: 'sliding' } | { readonly kind: 'ticks'; readonly every: Micros };
}

/** Several inputs, per key, all (or as `having` says) within one sliding window. */
export interface TemporalDetection {
  readonly kind: 'temporal';
  readonly inputs: readonly Input[];
  readonly span: SpanMicros;
  /** `strict`: input i+1 strictly later than input i, in the order listed. */
  readonly order: 'any' | 'strict';
  /** Over a row of booleans named for the inputs, and `rules`, the number of distinct inputs seen. */
  readonly having: Predicate;
}

/**
 * The legs of one act, put together around whoever began it. The key is a place (a host); in it, a hit belongs to an act by
 * the same session, else the same user, else because the act's command names its file, else, where its event names nobody
 * who could be compared, by the place alone, which the finding then says.
 *
 * A finding is about a place and an actor. How severe it is follows from the legs that were seen, so it is raised when a
 * late one comes, and the leg that is missing is named.
 */
export interface LinkedDetection {
  readonly kind: 'linked';
  readonly inputs: readonly LinkedInput[];
  /** Of an act, from the hit that begins it; parts of one pipeline may come a little before. */
  readonly span: SpanMicros;
  readonly legs: readonly LinkedLeg[];
  /** The first that holds counts; where none does, there is no finding. */
  readonly verdicts: readonly LinkedVerdict[];
}

/** Its `values`, in this order: what `linkedValues` names. */
export interface LinkedInput extends Input {
  /** The name of the leg it is evidence of. */
  readonly leg: string;
  /** `begins`: an act begins here. `begins-alone`: only where nobody else can have begun it. `follows`: never. */
  readonly role: 'begins' | 'begins-alone' | 'follows';
  /** `place`: the event names nobody who could be the actor (a flow log, a server that writes for a client). */
  readonly identity: 'actor' | 'place';
  /** Its `users` say who acts only once a baseline is learned (`rules.baselinesSince`); before that everything is new. */
  readonly needsBaseline?: true;
}

export interface LinkedLeg {
  readonly name: string;
  /** Sources whose events can show it. */
  readonly sources: readonly string[];
  /** Said where the leg is missing, and where none of the act's own sources could have shown it. */
  readonly absent: string;
  readonly unseen: string;
}

export interface LinkedVerdict {
  readonly legs: readonly string[];
  /** Of these legs, those with a hit of strength 1. */
  readonly strong: readonly string[];
  /** By how many steps the finding is less severe than the rule. */
  readonly lower: number;
  readonly confidence: 'high' | 'medium' | 'low';
}

/** Two inputs on equal keys within the span. `anti`: a left with no right, known when the window has closed. */
export interface JoinDetection {
  readonly kind: 'join';
  readonly join: 'inner' | 'inner-unique' | 'left-semi' | 'anti';
  readonly left: Input;
  readonly right: Input;
  readonly span: SpanMicros;
  /** Over a row of `left.<n>` and `right.<n>`, the carried values by position. */
  readonly where: Predicate;
  readonly window: { readonly kind: 'sliding' } | { readonly kind: 'ticks'; readonly every: Micros };
}

/** Elastic EQL's state machine: one pending sequence per key and step, the newest wins, a completed one is consumed. */
export interface SequenceDetection {
  readonly kind: 'sequence';
  readonly steps: readonly SequenceStep[];
  /** Ends a pending sequence of its key; null where the rule has none. */
  readonly until: Input | null;
  /** From the first event of the sequence, both ends included. */
  readonly maxSpan: SpanMicros;
  readonly spanFrom?: SpanOrigin;
}

export interface SequenceStep extends Input {
  /** The event must be absent between its neighbours. */
  readonly missing: boolean;
  readonly runs: number;
}

/** All inputs per key, in any order, each by another event (EQL `sample`). */
export interface SampleDetection {
  readonly kind: 'sample';
  readonly inputs: readonly Input[];
  readonly span: SpanMicros;
  readonly spanFrom?: SpanOrigin;
}

/** A term (tuple of the input's values) not seen in the history before it. */
export interface FirstSeenDetection {
  readonly kind: 'first-seen';
  readonly input: Input;
  readonly historyDays: number;
  readonly learningDays: number;
  readonly freezeDays: number;
}

/** `expected` did not come within `span` after `after` (or after each start of the window, where `after` is null). */
export interface AbsenceDetection {
  readonly kind: 'absence';
  readonly expected: Input;
  readonly after: Input | null;
  readonly window: string | null;
  readonly span: SpanMicros;
  /** Keys that are expected in its windows though they never had an event. */
  readonly named?: readonly (readonly JsonValue[])[];
}

/**
 * A predicate over an event and variables that other events set, replayed in event order per scope key (SECL).
 *
 * Each leg's selector holds for every event that could count, whatever the variables hold. What decides then is a
 * predicate over a row of the leg's carried values, vendor fields `value.0`, `value.1`, …, and of the variables as they
 * stood before the event, vendor fields `${name}` (absent, unless set or with an initial value). An event that is in
 * several legs reads before it sets.
 */
export interface VariableDetection {
  readonly kind: 'variable';
  /** The events that can be found; its key is the scope. */
  readonly scope: Input;
  readonly where: Predicate;
  readonly sets: readonly VariableSet[];
  /** Names of the variables that `where` or a set reads. */
  readonly reads: readonly string[];
  /** Of the variables that are told apart within one key; the others are the key's own. */
  readonly scopes: readonly VariableScope[];
}

/** Whose a variable is, by values that every leg carries at the same positions. */
export interface VariableScope {
  readonly variable: string;
  /** Together they name the owner. */
  readonly of: readonly number[];
  /** `drop`: an event without them has no such variable. `null`: the missing ones are an owner of their own. */
  readonly missing: 'drop' | 'null';
  /** Names of the owner's ancestors, nearest first, from whom an unset variable is inherited. Empty: from nobody. */
  readonly ancestors: readonly number[];
}

export interface VariableSet {
  readonly name: string;
  readonly by: EventSelector;
  /** Carried for `when` and `value`, by position. */
  readonly values: readonly Value[];
  /** Over the row, as `where` is. */
  readonly when: Predicate;
  /** Over the row; nothing sets nothing. */
  readonly value: Value;
  /** Adds to a list, without repetition, instead of replacing. */
  readonly append: boolean;
  /** From the event that set it (each member of a list on its own); null: until the state ends, a day. */
  readonly ttl: Micros | null;
  /** The list's greatest length, the oldest members going first; null: unbounded. */
  readonly size: number | null;
  readonly initial: JsonValue | null;
}

/**
 * A relational query over the events of a period, run as if at every multiple of `every` since the epoch over the events
 * of (tick - span, tick] (Kusto's scheduled analytics rules). Every row that it gives is found; more than `threshold`
 * rows are needed.
 */
export interface QueryDetection {
  readonly kind: 'query';
  /** Its legs' keys partition the query: rows with different keys never meet in it. */
  readonly inputs: readonly Input[];
  readonly query: Relation;
  readonly span: SpanMicros;
  readonly every: Micros;
  readonly threshold: { readonly compare: Comparison; readonly to: number };
  /** `row`: one finding per entity that rows are about; `all`: one for all rows of a run. */
  readonly grouping: 'row' | 'all';
  /** Columns of the result that say whom a row is about, by what the finding calls them. */
  readonly entities: readonly { readonly name: string; readonly column: string }[];
}
