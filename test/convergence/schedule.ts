import { defaultCapPerLeg } from '../../lib/correlation/index.ts';
import { bundleRules, emptySettings } from '../../lib/engine/index.ts';
import type { LogEvent, Micros } from '../../lib/event/index.ts';
import {
  containerMemory,
  type DetectPorts,
  detect,
  detectPorts,
  prepareRuleset,
  sweep,
} from '../../lib/pipeline/index.ts';
import { hour, minute, second } from '../pipeline/scenario.ts';
import { cases } from './cases.ts';
import { type Luck, newLuck, noLuck } from './chaos.ts';
import { differencesOf } from './compare.ts';
import { type Kept, keptHits } from './kept.ts';
import { type Publisher, publisher } from './publisher.ts';
import { type Random, seeded } from './random.ts';
import { again, type Delivery, deliveries, insert, latenessSeconds } from './stream.ts';
import type { NewWorld, World } from './world.ts';

const ruleset = prepareRuleset(
  bundleRules(
    cases.map(({ rule }) => ({ rule, staged: false })),
    { ...emptySettings, latenessSeconds: { default: latenessSeconds } },
  ),
);

export interface ScheduleReport {
  readonly events: number;
  /** Active findings in the end, and those that were retracted on the way. */
  readonly findings: number;
  readonly retracted: number;
  /** Findings that rest on a full bucket. */
  readonly capped: number;
  /** What SNS got. */
  readonly messages: number;
  /** Records that were failed, and detectors that were killed. */
  readonly failures: number;
  readonly kills: number;
  /** Each is a finding that is missing, too many, different or sent wrongly; empty is converged. */
  readonly differences: readonly string[];
}

/** Delivers one random stream under one random schedule, and compares what stands in the end with the reference. */
export async function runSchedule(seed: number, newWorld: NewWorld): Promise<ScheduleReport> {
  const random = seeded(seed);
  const capPerLeg = random.chance(0.2) ? random.pick([2, 3, 5]) : defaultCapPerLeg;
  const world = await newWorld(capPerLeg);
  const events = new Map<string, LogEvent>();
  const kept = keptHits(capPerLeg < defaultCapPerLeg);
  const all: Schedule = {
    random,
    world,
    waiting: deliveries(random),
    crowd: Array.from({ length: random.pick([1, 3, 8]) }, () => openContainer(world, kept, events, random)),
    sweeper: openContainer(world, kept, events, random),
    publisher: publisher(world, random),
    tally: { failures: 0, kills: 0 },
    forgets: capPerLeg === defaultCapPerLeg,
    reason: '',
  };
  const end = await quiesce(all, await deliverAll(all));
  const rows = await world.rows();
  const findings = rows.map(row => row.finding).filter(finding => finding.state === 'active');
  const { state } = world.open(() => noLuck(random));
  return {
    ...all.tally,
    events: events.size,
    findings: findings.length,
    retracted: rows.length - findings.length,
    capped: findings.filter(finding => finding.capped).length,
    messages: all.publisher.messages(),
    differences: [
      ...differencesOf([...events.values()], findings, await kept.read(state)),
      ...all.publisher.differences(rows),
      ...(await state.due(end, 1)).map(timer => `a timer of ${timer.rule} is left`),
    ],
  };
}

interface Schedule {
  readonly random: Random;
  readonly world: World;
  /** What is still to be delivered, in the order of its time. */
  readonly waiting: Delivery[];
  readonly crowd: Container[];
  readonly sweeper: Container;
  readonly publisher: Publisher;
  readonly tally: { failures: number; kills: number };
  /** Not where what was kept is asked for in the end. */
  readonly forgets: boolean;
  /** Why a record failed last. */
  reason: string;
}

/** A function's container: what it has in memory outlives its invocations, one after the other, but not its death. */
interface Container {
  /** The ports of its next invocation. */
  readonly begin: (luck: Luck) => DetectPorts;
}

function openContainer(world: World, kept: Kept, events: Map<string, LogEvent>, random: Random): Container {
  let luck = noLuck(random);
  const { state, findings } = world.open(() => luck);
  const observer = { event: (event: LogEvent) => void events.set(event.id, event), decision: () => undefined };
  const fresh = () =>
    detectPorts({ state: kept.watch(state), findings, rules: { ...ruleset, ...containerMemory() }, observer });
  let ports = fresh();
  return {
    begin: next => {
      if (luck.dead) ports = fresh();
      luck = next;
      return ports;
    },
  };
}

/** Bad luck must end some day, or nothing would ever quiesce. */
const unluckyRounds = 60;
const mostRounds = 1_000;

async function deliverAll(all: Schedule): Promise<Micros> {
  const { random, waiting, crowd, world } = all;
  let clock: Micros = 0;
  for (let round = 0; waiting.length > 0; round++) {
    if (round === mostRounds) throw new Error(`records fail without bad luck: ${all.reason}`);
    const isUnlucky = round < unluckyRounds;
    const next = waiting[0]?.at ?? clock;
    // The sweep runs every minute; here, at a few of the times that pass.
    while (round > 0 && next > clock + 5 * minute && (next > clock + 24 * hour || random.chance(0.9))) {
      clock = Math.min(next, clock + (1 + random.below(random.pick([10, 60, 180]))) * minute);
      await sweepAll(all, clock);
      if (all.forgets) await world.forget(clock / second, random);
    }
    clock = Math.max(clock, next);
    const soon = waiting.findIndex(each => each.at > clock + hour);
    const together = waiting.splice(0, Math.min(1 + random.below(crowd.length), soon < 0 ? waiting.length : soon));
    clock = Math.max(clock, ...together.map(each => each.at));
    const now = clock;
    await Promise.all([
      ...together.map((delivery, place) => detectOnce(all, delivery, crowd[place] ?? all.sweeper, isUnlucky, now)),
      publishSome(all, isUnlucky, now),
    ]);
    if (random.chance(0.3)) {
      await sweep(all.sweeper.begin(newLuck(random, isUnlucky)), clock, 100).catch(() => undefined);
    }
  }
  return clock;
}

async function detectOnce(all: Schedule, delivery: Delivery, container: Container, isUnlucky: boolean, now: Micros) {
  const { random, waiting, tally } = all;
  const luck = newLuck(random, isUnlucky);
  const ports = container.begin(luck);
  const batch = { account: '1', region: 'r', records: delivery.records };
  const { outcomes } = await detect(batch, ports, now);
  const failed = delivery.records.filter((_, index) => outcomes[index]?.outcome !== 'ok');
  tally.failures += failed.length;
  for (const outcome of outcomes) if (outcome.outcome === 'failed') all.reason = outcome.reason;
  if (luck.dead) tally.kills++;
  // What a dead detector had answered nobody has heard.
  const toRepeat = luck.dead ? delivery.records : failed;
  if (toRepeat.length > 0) insert(waiting, again(random, now, toRepeat));
}

async function publishSome({ random, publisher }: Schedule, isUnlucky: boolean, now: Micros): Promise<void> {
  if (random.chance(0.8)) await publisher.deliver(newLuck(random, isUnlucky), now);
  if (random.chance(0.1)) await publisher.replay(newLuck(random, isUnlucky), now);
  if (random.chance(0.2)) await publisher.sweep(newLuck(random, isUnlucky), now);
}

async function sweepAll({ sweeper, random }: Schedule, now: Micros): Promise<void> {
  const ports = sweeper.begin(noLuck(random));
  while ((await sweep(ports, now, 1_000)).isMore);
}

/** All windows close, the stream runs dry, and the sweeps come by until nothing waits. */
async function quiesce(all: Schedule, from: Micros): Promise<Micros> {
  const { random, publisher, world } = all;
  let clock = from;
  for (let step = 0; step < 6; step++) {
    clock += (1 + random.below(30)) * minute;
    await sweepAll(all, clock);
  }
  clock += latenessSeconds * second + 2 * hour;
  await sweepAll(all, clock);
  for (let call = 0; world.stream.length > 0 && call < 1_000; call++) await publisher.deliver(noLuck(random), clock);
  for (let step = 0; step < 3; step++) {
    clock += 10 * minute;
    await publisher.sweep(noLuck(random), clock);
  }
  return clock;
}
