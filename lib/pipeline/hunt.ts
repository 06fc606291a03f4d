import { canonicalText, compareHits, completedSequences, type Hit } from '../correlation/index.ts';
import type { BundleSettings } from '../engine/index.ts';
import {
  bundleRules,
  createContext,
  createMatcher,
  createTables,
  emptySettings,
  eventRow,
  hitOf,
  type MatchError,
} from '../engine/index.ts';
import { compareEvents, type FieldTable, type JsonValue, type LogEvent } from '../event/index.ts';
import { type Detection, legs, type Pipe, type Rule } from '../ir/index.ts';

/** What one match of a hunt is made of: a single event, or those of a sequence or sample in the order of its steps. */
export interface HuntMatch {
  readonly key: readonly JsonValue[];
  readonly events: readonly LogEvent[];
}

export interface Hunt {
  readonly matches: readonly HuntMatch[];
  readonly errors: readonly MatchError[];
}

type HuntedDetection = Extract<Detection, { readonly kind: 'single' | 'sequence' | 'sample' }>;

/** Can `hunt` answer it? The other kinds are decided as they are when deployed. */
export function isHuntable(detection: Detection): detection is HuntedDetection {
  return detection.kind === 'single' || detection.kind === 'sequence' || detection.kind === 'sample';
}

/**
 * One query over events that are all at hand: every match, in the order in which the matches were complete, then what
 * the query's pipes keep of them. Nothing is late and nothing is merged.
 */
export function hunt(
  rule: Rule,
  unordered: readonly LogEvent[],
  tables: readonly FieldTable[],
  settings: BundleSettings = emptySettings,
): Hunt {
  const { detection } = rule;
  if (!isHuntable(detection)) throw new Error(`a hunt cannot answer a detection of kind ${detection.kind}`);
  const events = unordered.toSorted(compareEvents);
  const found = legHits(rule, events, tables, settings);
  return { matches: applyPipes(matchesOf(detection, found, events), rule.pipes ?? []), errors: found.errors };
}

interface Found {
  /** By correlation key. */
  readonly keys: ReadonlyMap<string, { readonly key: readonly JsonValue[]; readonly hits: readonly Hit[] }>;
  readonly errors: readonly MatchError[];
}

/** Which legs each event matched, in event order. A hit names its event by position, since ids may repeat over files. */
function legHits(
  rule: Rule,
  events: readonly LogEvent[],
  tables: readonly FieldTable[],
  settings: BundleSettings,
): Found {
  const bundle = bundleRules([{ rule, staged: false }], settings);
  const matcher = createMatcher(bundle, tables);
  const context = createContext(settings);
  const tableOf = createTables(tables);
  const allLegs = legs(rule.detection);
  const keys = new Map<string, { key: readonly JsonValue[]; hits: Hit[] }>();
  const errors: MatchError[] = [];
  for (const [position, event] of events.entries()) {
    const answer = matcher.match(event);
    errors.push(...answer.errors);
    const uses = answer.matched.flatMap(selector => bundle.selectors[selector]?.uses ?? []);
    const matchedLegs = [...new Set(uses.map(({ leg }) => leg))].sort((a, b) => a - b);
    for (const leg of matchedLegs) {
      const asked = allLegs[leg];
      if (asked === undefined) continue;
      const { key } = hitOf(asked, eventRow(event, tableOf(event.source)), context);
      if (key === null) continue;
      const text = canonicalText([...key]);
      const group = keys.get(text) ?? { key, hits: [] };
      keys.set(text, group);
      // Order is settled; the position breaks every tie.
      group.hits.push(hitAt(event, position, leg));
    }
  }
  return { keys, errors };
}

function hitAt(event: LogEvent, position: number, leg: number): Hit {
  return {
    time: event.time,
    sequence: position,
    event: String(position),
    leg,
    values: [],
    basis: 0,
    retracted: false,
  };
}

function matchesOf(detection: HuntedDetection, found: Found, events: readonly LogEvent[]): readonly HuntMatch[] {
  const complete = [...found.keys.values()].flatMap(({ key, hits }) =>
    completions(detection, hits).map(matched => ({ key, matched })),
  );
  return complete
    .toSorted((a, b) => compareHits(lastOf(a.matched), lastOf(b.matched)))
    .map(({ key, matched }) => ({
      key,
      events: matched.flatMap(hit => events[Number(hit.event)] ?? []),
    }));
}

function completions(detection: HuntedDetection, hits: readonly Hit[]): readonly (readonly Hit[])[] {
  switch (detection.kind) {
    case 'single':
      return distinct(hits).map(hit => [hit]);
    case 'sequence':
      return completedSequences(detection, hits).map(({ matched }) => matched);
    case 'sample': {
      const sample = firstSample(detection.inputs.length, hits, detection.span);
      return sample === null ? [] : [sample];
    }
    default:
      return detection satisfies never;
  }
}

/** Alternatives of one query may match the same event. */
function distinct(hits: readonly Hit[]): readonly Hit[] {
  const events = new Map(hits.toReversed().map(hit => [hit.event, hit]));
  return [...events.values()].toReversed();
}

/** The events of the first window that has one for each input; of each input the earliest that leaves one to the others. */
function firstSample(inputs: number, hits: readonly Hit[], span: number): readonly Hit[] | null {
  for (const [index, end] of hits.entries()) {
    // An event is there with all that it matches, or not yet.
    if (hits[index + 1]?.event === end.event) continue;
    const window = hits.slice(0, index + 1).filter(hit => end.time - hit.time <= span);
    const sample = assign(inputs, window);
    if (sample !== null) return sample;
  }
  return null;
}

/** Augmenting paths: an input takes the event of another where that one finds a free one. */
function assign(inputs: number, hits: readonly Hit[]): readonly Hit[] | null {
  const owners = new Map<string, { readonly input: number; readonly hit: Hit }>();
  const give = (input: number, tried: Set<string>): boolean => {
    const own = hits.filter(hit => hit.leg === input && !tried.has(hit.event));
    const free = own.find(hit => !owners.has(hit.event));
    if (free !== undefined) {
      owners.set(free.event, { input, hit: free });
      return true;
    }
    return own.some(hit => {
      tried.add(hit.event);
      const owner = owners.get(hit.event);
      if (owner === undefined || !give(owner.input, tried)) return false;
      owners.set(hit.event, { input, hit });
      return true;
    });
  };
  for (let input = 0; input < inputs; input++) if (!give(input, new Set())) return null;
  return [...owners.values()].sort((a, b) => a.input - b.input).map(({ hit }) => hit);
}

function lastOf(matched: readonly Hit[]): Hit {
  const last = matched.toSorted(compareHits).at(-1);
  if (last === undefined) throw new Error('a match has at least one event');
  return last;
}

function applyPipes(matches: readonly HuntMatch[], pipes: readonly Pipe[]): readonly HuntMatch[] {
  return pipes.reduce(
    (kept, { keep, count }) => (keep === 'first' ? kept.slice(0, count) : kept.slice(Math.max(0, kept.length - count))),
    matches,
  );
}
