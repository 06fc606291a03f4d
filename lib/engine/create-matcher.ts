import type { FieldTable, LogEvent } from '../event/index.ts';
import { type CompiledPredicate, compilePredicate } from './compile-predicate.ts';
import { createContext, type EvaluationContext } from './context.ts';
import { type EventSlots, planSlots } from './event-slots.ts';
import type { MatchError, Matched, Matcher } from './matcher.ts';
import { asError } from './reference-matcher.ts';
import { isRouted, routeKey } from './route.ts';
import type { RuleBundle } from './rule-bundle.ts';
import { createTables } from './tables.ts';

/** Answers as the reference does, faster: each log source has its own list of selectors, compiled when it first comes. */
export function createMatcher(bundle: RuleBundle, tables: readonly FieldTable[]): Matcher {
  const context = createContext(bundle.settings);
  const tableOf = createTables(tables);
  const sources = new Map<string, SourceMatcher>();
  const buckets = new Map<string, Bucket>();
  const counted = { evaluations: 0, routed: 0 };

  const bucketOf = (event: LogEvent): Bucket => {
    const key = routeKey(event);
    const known = buckets.get(key);
    if (known !== undefined) return known;
    const source = sources.get(event.source) ?? sourceMatcher(bundle, tableOf(event.source), context);
    sources.set(event.source, source);
    const bucket = openBucket(bundle, event, source);
    // Sources may take log-source names from the event itself, so the keys are not ours to bound.
    if (buckets.size >= MOST_BUCKETS) buckets.clear();
    buckets.set(key, bucket);
    return bucket;
  };

  return {
    match: event => {
      const bucket = bucketOf(event);
      counted.routed += bucket.selectors.length;
      counted.evaluations += bucket.selectors.length;
      return matchBucket(bucket, event);
    },
    counts: () => ({ ...counted, cappedInputs: context.cappedInputs() }),
  };
}

const MOST_BUCKETS = 10_000;

/** What all buckets of one source share. */
interface SourceMatcher {
  readonly slots: EventSlots;
  readonly compiled: (selector: number) => CompiledPredicate;
}

interface Bucket {
  readonly slots: EventSlots;
  readonly selectors: readonly number[];
  readonly predicates: readonly CompiledPredicate[];
}

function sourceMatcher(bundle: RuleBundle, table: FieldTable, context: EvaluationContext): SourceMatcher {
  const plan = planSlots(table);
  const compiled = new Map<number, CompiledPredicate>();
  return {
    slots: plan.open(),
    compiled: selector => {
      const known = compiled.get(selector);
      if (known !== undefined) return known;
      const where = bundle.selectors[selector]?.where ?? { op: 'never' };
      const made = compilePredicate(where, plan, context);
      compiled.set(selector, made);
      return made;
    },
  };
}

function openBucket(bundle: RuleBundle, event: LogEvent, source: SourceMatcher): Bucket {
  const selectors = [...bundle.selectors.keys()].filter(at => isRouted(bundle.selectors[at]?.route ?? [], event));
  return { slots: source.slots, selectors, predicates: selectors.map(source.compiled) };
}

const NONE: Matched = { matched: [], errors: [] };

function matchBucket({ slots, selectors, predicates }: Bucket, event: LogEvent): Matched {
  let matched: number[] | null = null;
  let errors: MatchError[] | null = null;
  slots.turnTo(event);
  for (let at = 0; at < predicates.length; at += 1) {
    const selector = selectors[at] ?? 0;
    try {
      if (predicates[at]?.(slots)) matched = push(matched, selector);
    } catch (error) {
      errors = push(errors, { selector, error: asError(error) });
    }
  }
  return matched === null && errors === null ? NONE : { matched: matched ?? [], errors: errors ?? [] };
}

function push<T>(list: T[] | null, item: T): T[] {
  if (list === null) return [item];
  list.push(item);
  return list;
}
