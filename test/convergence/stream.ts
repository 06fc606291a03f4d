import type { Micros } from '../../lib/event/index.ts';
import type { FirehoseRecord } from '../../lib/ingest/index.ts';
import { hour, minute, noon, second } from '../pipeline/scenario.ts';
import type { Random } from './random.ts';

/** Records that reach a detector together, and when. */
export interface Delivery {
  readonly at: Micros;
  readonly records: readonly FirehoseRecord[];
}

export const latenessSeconds = 1_800;

/** Within the redrive horizon of three days. */
const longestRedrive: Micros = 60 * hour;

/** A random stream: within minutes or over days, shuffled within the lateness, in random batches, some of them twice. */
export function deliveries(random: Random): Delivery[] {
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
    if (random.chance(0.3)) insert(batches, again(random, at, random.shuffle(records)));
  }
  return batches;
}

/** The same records later: mostly within hours, at times after days. */
export function again(random: Random, at: Micros, records: readonly FirehoseRecord[]): Delivery {
  const latest = Math.min(...records.map(({ arrival }) => arrival)) + longestRedrive;
  const wanted = at + random.below(random.chance(0.05) ? longestRedrive : 2 * hour);
  return { at: Math.min(wanted, latest), records };
}

export function insert(waiting: Delivery[], delivery: Delivery): void {
  const at = waiting.findIndex(each => each.at > delivery.at);
  waiting.splice(at < 0 ? waiting.length : at, 0, delivery);
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
