import type { FieldTable, LogEvent } from '../event/index.ts';
import type { Route } from '../ir/index.ts';
import { type CompiledPredicate, compilePredicate, holdsAlways } from './compile-predicate.ts';
import { createContext, type EvaluationContext } from './context.ts';
import { type EventSlots, planSlots } from './event-slots.ts';
import type { MatchError, Matched, Matcher } from './matcher.ts';
import { asError } from './reference-matcher.ts';
import { isRouted, routeKey } from './route.ts';
import type { RuleBundle } from './rule-bundle.ts';
import { createTables } from './tables.ts';
import { type Candidates, createCandidates, type Probe } from './witness/candidates.ts';
import { residual } from './witness/choose-witness.ts';
import { decodeIndex } from './witness/encode-index.ts';
import type { WitnessIndex } from './witness/witness-index.ts';

/**
 * Answers as the reference does, faster: by log source, each event is offered to the selectors whose necessary
 * conditions the index found in it, and only these are asked, for what the index has not proven yet.
 */
export function createMatcher(bundle: RuleBundle, tables: readonly FieldTable[]): Matcher {
  const context = createContext(bundle.settings);
  const tableOf = createTables(tables);
  const sources = new Map<string, SourceMatcher>();
  const buckets = new Map<string, Bucket>();
  const index = decodeIndex(bundle.index);
  const candidates = createCandidates(index);
  const counted = { evaluations: 0, routed: 0 };

  const bucketOf = (event: LogEvent): Bucket => {
    const key = routeKey(event);
    const known = buckets.get(key);
    if (known !== undefined) return known;
    const source =
      sources.get(event.source) ?? openSource(bundle, tableOf(event.source), { index, candidates }, context);
    sources.set(event.source, source);
    const bucket = openBucket(bundle, event, source);
    // Sources may take log-source names from the event itself, so the keys are not ours to bound.
    if (buckets.size >= MOST_BUCKETS) buckets.clear();
    buckets.set(key, bucket);
    return bucket;
  };

  return {
    match: event => {
      const { source, probe, size } = bucketOf(event);
      source.slots.turnTo(event);
      const offered = probe.offer(source.slots);
      counted.routed += size;
      return offered.count === 0 ? NOTHING : ask(source, offered, counted);
    },
    forget: () => candidates.forget(),
    counts: () => ({ ...counted, cappedInputs: context.cappedInputs() }),
  };
}

const MOST_BUCKETS = 1_000;

interface Indexed {
  readonly index: WitnessIndex;
  readonly candidates: Candidates;
}

/** What all buckets of one source share. */
interface SourceMatcher {
  readonly slots: EventSlots;
  readonly openProbe: (selectors: readonly number[]) => Probe;
  /** `proven`: the index was hit by strings alone, so that only the residual is left to ask. */
  readonly predicate: (selector: number, proven: boolean) => CompiledPredicate;
}

interface Bucket {
  readonly source: SourceMatcher;
  readonly probe: Probe;
  /** How many selectors are routed here. */
  readonly size: number;
}

function openSource(
  bundle: RuleBundle,
  table: FieldTable,
  { index, candidates }: Indexed,
  context: EvaluationContext,
): SourceMatcher {
  const plan = planSlots(table);
  const compiled: CompiledPredicate[] = [];
  return {
    slots: plan.open(),
    openProbe: selectors => candidates.openProbe(selectors, plan),
    predicate: (selector, proven) => {
      const place = selector * 2 + (proven ? 1 : 0);
      const known = compiled[place];
      if (known !== undefined) return known;
      const where = bundle.selectors[selector]?.where ?? { op: 'never' };
      const covered = proven ? (index.covered[selector] ?? 0) : 0;
      const made = compilePredicate(residual(where, covered), plan, context);
      compiled[place] = made;
      return made;
    },
  };
}

function openBucket(bundle: RuleBundle, event: LogEvent, source: SourceMatcher): Bucket {
  // Of thousands of selectors, most share their route with hundreds.
  const answers = new Map<Route, boolean>();
  const selectors: number[] = [];
  for (const [position, { route }] of bundle.selectors.entries()) {
    const answer = answers.get(route) ?? isRouted(route, event);
    answers.set(route, answer);
    if (answer) selectors.push(position);
  }
  return { source, probe: source.openProbe(selectors), size: selectors.length };
}

const NOTHING: Matched = { matched: [], errors: [] };

function ask(
  source: SourceMatcher,
  { selectors, proven, count }: ReturnType<Probe['offer']>,
  counted: { evaluations: number },
): Matched {
  let matched: number[] | null = null;
  let errors: MatchError[] | null = null;
  for (let at = 0; at < count; at += 1) {
    const selector = selectors[at] ?? 0;
    try {
      const holds = source.predicate(selector, proven[at] === 1);
      // Where the index has proven all of it, there is nothing left to evaluate.
      if (holds !== holdsAlways) counted.evaluations += 1;
      if (holds(source.slots)) matched = push(matched, selector);
    } catch (error) {
      errors = push(errors, { selector, error: asError(error) });
    }
  }
  if (matched === null && errors === null) return NOTHING;
  return {
    matched: matched?.sort((a, b) => a - b) ?? [],
    errors: errors?.sort((a, b) => a.selector - b.selector) ?? [],
  };
}

function push<T>(list: T[] | null, item: T): T[] {
  if (list === null) return [item];
  list.push(item);
  return list;
}
