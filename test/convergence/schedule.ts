import type { StateStore } from '../../lib/correlation/index.ts';
import { bundleRules, emptySettings } from '../../lib/engine/index.ts';
import type { LogEvent, Micros } from '../../lib/event/index.ts';
import { type FindingSink, type MemoryFindingSink, memoryFindingSink } from '../../lib/finding/index.ts';
import type { FirehoseRecord } from '../../lib/ingest/index.ts';
import {
  detect,
  detectPorts,
  type KnownTerms,
  knownTerms,
  type Observer,
  prepareRuleset,
  sweep,
} from '../../lib/pipeline/index.ts';
import { hour, minute, noon, second } from '../pipeline/scenario.ts';
import { cases } from './cases.ts';
import { type Luck, unluckySink, unluckyStore } from './chaos.ts';
import { type Random, seeded } from './random.ts';
import { type Expected, seen } from './reference.ts';

const latenessSeconds = 1_800;

const ruleset = prepareRuleset(
  bundleRules(
    cases.map(({ rule }) => ({ rule, staged: false })),
    { ...emptySettings, latenessSeconds: { default: latenessSeconds } },
  ),
);

export interface ScheduleReport {
  readonly events: number;
  readonly findings: number;
  readonly retracted: number;
  readonly failures: number;
  readonly kills: number;
  /** Each is a finding that is missing, too many, or different; empty is converged. */
  readonly differences: readonly string[];
}

/** Delivers one random stream under one random schedule, and compares what stands in the end with the reference. */
export async function runSchedule(seed: number, store: StateStore): Promise<ScheduleReport> {
  const random = seeded(seed);
  const sink = memoryFindingSink([]);
  const events = new Map<string, LogEvent>();
  const observer = { event: (event: LogEvent) => void events.set(event.id, event), decision: () => undefined };
  const containers = [knownTerms(), knownTerms()];
  const world: World = { store, sink, observer, containers };
  const waiting = deliveries(random);
  const tally = { failures: 0, kills: 0 };
  const crowd = random.pick([1, 3, 8]);
  let clock: Micros = 0;
  for (let round = 0; waiting.length > 0; round++) {
    // Bad luck must end some day, or nothing would ever quiesce.
    const isUnlucky = round < 60;
    const next = waiting[0]?.at ?? clock;
    // The sweep runs every minute; here, at a few of the times that pass.
    while (round > 0 && next > clock + 5 * minute && (next > clock + 24 * hour || random.chance(0.9))) {
      clock = Math.min(next, clock + (1 + random.below(random.pick([10, 60, 180]))) * minute);
      await sweepAll(portsOf(world, noLuck(random)), clock);
    }
    clock = Math.max(clock, next);
    const soon = waiting.findIndex(each => each.at > clock + hour);
    const together = waiting.splice(0, Math.min(1 + random.below(crowd), soon < 0 ? waiting.length : soon));
    clock = Math.max(clock, ...together.map(each => each.at));
    await Promise.all(
      together.map(async delivery => {
        const luck = newLuck(random, isUnlucky);
        const ports = portsOf(world, luck);
        const batch = { account: '1', region: 'r', records: delivery.records };
        const { outcomes } = await detect(batch, ports, clock);
        const failed = delivery.records.filter((_, index) => outcomes[index]?.outcome !== 'ok');
        tally.failures += failed.length;
        if (luck.dead) tally.kills++;
        // What a dead detector had answered nobody has heard.
        const again = luck.dead ? delivery.records : failed;
        if (again.length > 0) insert(waiting, { at: clock + random.below(2 * hour), records: again });
      }),
    );
    if (random.chance(0.3)) await sweep(portsOf(world, newLuck(random, isUnlucky)), clock, 100).catch(() => 0);
  }
  for (let step = 0; step < 6; step++) {
    clock += (1 + random.below(30)) * minute;
    await sweepAll(portsOf(world, noLuck(random)), clock);
  }
  const end = clock + latenessSeconds * second + 2 * hour;
  await sweepAll(portsOf(world, noLuck(random)), end);
  return { ...tally, ...compare([...events.values()], sink), events: events.size };
}

/** What the detectors of a schedule share. */
interface World {
  readonly store: StateStore;
  readonly sink: FindingSink;
  readonly observer: Observer;
  /** Each container has its own memory of known terms, which survives a failed call but not the container. */
  readonly containers: readonly KnownTerms[];
}

function portsOf({ store, sink, observer, containers }: World, luck: Luck) {
  return detectPorts({
    state: unluckyStore(store, luck),
    findings: unluckySink(sink, luck),
    rules: { ...ruleset, known: luck.random.pick(containers) },
    observer,
  });
}

async function sweepAll(ports: Parameters<typeof sweep>[0], now: Micros): Promise<void> {
  while ((await sweep(ports, now, 1_000)).isMore);
}

function noLuck(random: Random): Luck {
  return { random, failing: 0, killing: 0, dead: false };
}

function newLuck(random: Random, isUnlucky: boolean): Luck {
  const mood = isUnlucky ? random.below(3) : 0;
  return { random, failing: mood === 1 ? 0.08 : 0, killing: mood === 2 ? 0.03 : 0, dead: false };
}

interface Delivery {
  readonly at: Micros;
  readonly records: readonly FirehoseRecord[];
}

/** A random stream: within minutes or over days, shuffled within the lateness, in random batches, some of them twice. */
function deliveries(random: Random): Delivery[] {
  const width = random.pick([2 * minute, 10 * minute, hour, 3 * hour, 6 * 24 * hour]);
  const kinds = random.pick(['abcde', 'ab', 'abc', 'e', 'abcd', 'abcd', 'ac']);
  const grain = random.pick([second, 20 * second, minute]);
  const people = random.pick([['x'], ['x', 'x', 'y']]);
  const mostInBatch = random.pick([1, 3, 8]);
  const arrivals = Array.from({ length: 3 + random.below(random.pick([6, 14, 30])) }, (_, index) => {
    const time = noon + Math.floor(random.below(width) / grain) * grain;
    const arrival = time + random.below(random.pick([1, latenessSeconds])) * second;
    return { arrival, text: textOf(random, time, random.pick([...kinds]), random.pick(people), index) };
  });
  const sorted = arrivals.sort((a, b) => a.arrival - b.arrival);
  const batches: Delivery[] = [];
  while (sorted.length > 0) {
    const first = sorted[0]?.arrival ?? 0;
    const near = sorted.filter(each => each.arrival <= first + hour).length;
    const taken = random.shuffle(sorted.splice(0, Math.min(near, 1 + random.below(mostInBatch))));
    const at = Math.max(...taken.map(each => each.arrival));
    const records = taken.map(({ arrival, text }, index) => ({
      recordId: `${batches.length}-${index}`,
      data: '',
      bytes: Buffer.from(text),
      arrival,
    }));
    insert(batches, { at, records });
    if (random.chance(0.3)) insert(batches, { at: at + random.below(hour), records: random.shuffle(records) });
  }
  return batches;
}

function textOf(random: Random, time: Micros, kind: string, who: string, index: number): string {
  return JSON.stringify({
    timestamp: new Date(time / 1000).toISOString(),
    kind,
    who,
    n: random.below(14) - 3,
    term: random.pick(['s', 't', 'u']),
    index,
  });
}

function insert(deliveries: Delivery[], delivery: Delivery): void {
  const at = deliveries.findIndex(each => each.at > delivery.at);
  deliveries.splice(at < 0 ? deliveries.length : at, 0, delivery);
}

function compare(events: readonly LogEvent[], sink: MemoryFindingSink) {
  const distinct = events.map(seen);
  const wanted = cases.flatMap(({ expects }) => expects(distinct)).map(spelled);
  const rows = sink.rows();
  const known = new Set(events.map(event => event.id));
  const found = rows
    .filter(({ finding }) => finding.state === 'active')
    .map(({ finding }) => {
      const [first, last] = [finding.evidence[0]?.event ?? '', finding.evidence.at(-1)?.event ?? ''];
      return spelled({
        rule: finding.rule,
        who: finding.entity.who ?? String(distinct.find(each => each.id === first)?.who),
        count: finding.count,
        first: Date.parse(finding.firstSeen) * 1000,
        last: Date.parse(finding.lastSeen) * 1000,
        firstEvent: known.has(first) ? first : '',
        lastEvent: known.has(last) ? last : '',
        time: 0,
      });
    });
  return {
    findings: found.length,
    retracted: rows.length - found.length,
    differences: [
      ...without(wanted, found).map(each => `missing ${each}`),
      ...without(found, wanted).map(each => `too many ${each}`),
    ],
  };
}

function spelled({ rule, who, count, first, last, firstEvent, lastEvent }: Expected): string {
  const at = (time: Micros) => new Date(time / 1000).toISOString();
  return `${rule} ${who} ${count} ${at(first)} ${firstEvent} ${at(last)} ${lastEvent}`;
}

function without(all: readonly string[], some: readonly string[]): readonly string[] {
  const left = [...some];
  return all.filter(each => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
