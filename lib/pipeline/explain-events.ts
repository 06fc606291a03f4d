import type { BucketKey, Hit } from '../correlation/index.ts';
import type { JsonValue, LogEvent } from '../event/index.ts';
import { type EventContext, type Fact, sourceNamed } from '../sources/index.ts';
import type { Run } from './run.ts';

/**
 * Events whose sources explain them by each other (auditd: what a parent's number ran). Facts, and the events that wait
 * for more of them, are hits in the same store under the key of the fact; whoever wrote last has seen all. So a fact that
 * comes after an event, within the lateness, explains it again under the same id, whatever the order and the batches.
 */
export async function explainEvents(events: readonly LogEvent[], run: Run): Promise<readonly LogEvent[]> {
  const explicable = events.filter(event => contextOf(event) !== undefined);
  if (explicable.length === 0) return events;
  const facts = explicable.flatMap(event => (contextOf(event)?.facts(event) ?? []).map(fact => ({ fact, event })));
  await store(explicable, facts, run);
  const keys = new Set([
    ...explicable.flatMap(needsOf),
    ...facts.map(({ fact, event }) => keyOf(event.source, fact.key)),
  ]);
  const known = await read(keys, run);
  const again = reopened(facts, known, new Set(explicable.map(event => event.id)));
  const more = await read(new Set(again.flatMap(needsOf).filter(key => !known.has(key))), run);
  const explained = (event: LogEvent): LogEvent => {
    const about = needsOf(event).flatMap(key => (known.get(key) ?? more.get(key))?.facts ?? []);
    return contextOf(event)?.explain(event, about) ?? event;
  };
  return [...events.map(explained), ...again.map(explained)];
}

interface Told {
  readonly fact: Fact;
  readonly event: LogEvent;
}

interface Known {
  readonly facts: readonly Fact[];
  readonly waiting: readonly LogEvent[];
}

/** Events of earlier batches about which this one's facts may say something new. */
function reopened(
  facts: readonly Told[],
  known: ReadonlyMap<string, Known>,
  fresh: ReadonlySet<string>,
): readonly LogEvent[] {
  const found = new Map<string, LogEvent>();
  for (const { fact, event } of facts) {
    for (const waiting of known.get(keyOf(event.source, fact.key))?.waiting ?? []) {
      if (fact.time <= waiting.time && !fresh.has(waiting.id)) found.set(waiting.id, waiting);
    }
  }
  return [...found.values()];
}

async function store(events: readonly LogEvent[], facts: readonly Told[], run: Run): Promise<void> {
  const { state, rules } = run.ports;
  const remembered = new Map<string, Hit[]>();
  const waiting = new Map<string, Hit[]>();
  for (const { fact, event } of facts) push(remembered, keyOf(event.source, fact.key), hitOfFact(fact));
  for (const event of events) for (const key of needsOf(event)) push(waiting, key, hitOfEvent(event));
  const [first] = events;
  if (first === undefined) return;
  const patience = Math.min(rules.patience.lateness(first.source), DAY);
  const kept = contextOf(first)?.kept ?? DAY;
  const newest = Math.max(run.now, ...events.map(event => event.time));
  await Promise.all([
    ...[...remembered].map(([key, hits]) => state.add(bucketOf(key), hits, seconds(newest + kept))),
    ...[...waiting].map(([key, hits]) => state.add(bucketOf(key), hits, seconds(newest + patience + MARGIN))),
  ]);
}

async function read(keys: ReadonlySet<string>, run: Run): Promise<ReadonlyMap<string, Known>> {
  const known = new Map<string, Known>();
  if (keys.size === 0) return known;
  const contents = await run.ports.state.read([...keys].map(bucketOf), seconds(run.now));
  for (const { bucket, hits } of contents) {
    const [source = '', key = ''] = bucket.key.map(String);
    const facts = hits.filter(hit => hit.leg === FACT).map(hit => factOf(key, hit));
    const waiting = hits.filter(hit => hit.leg === WAITING).map(hit => hit.values[0] as unknown as LogEvent); // what hitOfEvent stored
    known.set(keyOf(source, key), { facts, waiting });
  }
  return known;
}

const FACT = 0;
const WAITING = 1;

function hitOfFact({ id, time, sequence, content }: Fact): Hit {
  return { time, sequence, event: id, leg: FACT, values: [content], basis: 0, retracted: false };
}

function factOf(key: string, { event, time, sequence, values }: Hit): Fact {
  return { key, id: event, time, sequence, content: values[0] as unknown as Fact['content'] }; // what hitOfFact stored
}

function hitOfEvent(event: LogEvent): Hit {
  const data: JsonValue = JSON.parse(JSON.stringify(event)); // data, as the port asks
  return {
    time: event.time,
    sequence: event.sequence,
    event: event.id,
    leg: WAITING,
    values: [data],
    basis: 0,
    retracted: false,
  };
}

function needsOf(event: LogEvent): readonly string[] {
  return (contextOf(event)?.needs(event) ?? []).map(key => keyOf(event.source, key));
}

function contextOf(event: LogEvent): EventContext | undefined {
  return sourceNamed(event.source)?.context;
}

/** A source's name holds no line feed, so the two can be taken apart again. */
function keyOf(source: string, key: string): string {
  return `${source}\n${key}`;
}

function bucketOf(id: string): BucketKey {
  const cut = id.indexOf('\n');
  return { rule: 'weir.context', version: id.slice(0, cut), key: [id.slice(0, cut), id.slice(cut + 1)], start: 0 };
}

function push(groups: Map<string, Hit[]>, key: string, hit: Hit): void {
  const known = groups.get(key);
  if (known === undefined) groups.set(key, [hit]);
  else known.push(hit);
}

const DAY = 86_400_000_000;
/** Clocks differ, and a batch takes its time. */
const MARGIN = 600_000_000;

function seconds(time: number): number {
  return Math.floor(time / 1_000_000);
}
