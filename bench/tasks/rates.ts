import { createMatcher } from '../../lib/engine/index.ts';
import type { LogEvent } from '../../lib/event/index.ts';
import { millis, pairs, type Ratio } from '../measure.ts';
import {
  BATCH,
  eventsAt,
  lineAt,
  matchAll,
  parseReady,
  parseSlices,
  readAll,
  sliceAll,
  tables,
  type Workload,
} from '../workload.ts';

export interface Rates {
  readonly events: number;
  readonly bytes: number;
  /** Rate of the whole line, from bytes to matches, over the rate of parsing alone. */
  readonly whole: Ratio;
  /** Parsing against itself: how far the machine is to be trusted. */
  readonly control: Ratio;
  /** Microseconds per event. */
  readonly micros: {
    readonly slice: number;
    readonly parse: number;
    readonly read: number;
    readonly match: number;
    readonly whole: number;
  };
  /** Share of the routed selectors that were asked in full. */
  readonly asked: number;
  /** Share of the logs that were left unread. */
  readonly unread: number;
}

/** One workload, in a process of its own: what other runs left on the heap would cost each of these its share. */
export function rates(workload: Workload, count: number): Rates {
  const { lines } = workload;
  const texts = lines.starts.map((_, at) => lineAt(lines, at));
  const slices = parseSlices(lines);
  const ready = parseReady(texts);
  ready();
  slices();
  const parse = best(ready) < best(slices) ? ready : slices;
  const passes = Math.max(1, Math.round(WANTED_BYTES / lines.bytes.length));
  const again = (work: () => void) => () => {
    for (let pass = 0; pass < passes; pass += 1) work();
  };
  const whole = pairs(again(parse), again(matchAll(workload).run), count);
  const control = pairs(again(parse), again(parse), count);
  const each = (time: number): number => (time * 1000) / lines.starts.length;
  const { match, asked } = engineAlone(workload);
  return {
    events: lines.starts.length,
    bytes: lines.bytes.length,
    whole: whole.ratio,
    control: control.ratio,
    micros: {
      slice: each(best(sliceAll(lines))),
      parse: each(whole.a / passes),
      read: each(Math.max(0, best(readAll(lines)) - best(slices))),
      match: each(match),
      whole: each(whole.b / passes),
    },
    asked,
    unread: unreadShare(workload),
  };
}

/** A small corpus is gone through several times, so that a run is long enough to be timed and compiled. */
const WANTED_BYTES = 30_000_000;

/** The least of three: what a phase takes where nothing disturbs it. */
function best(work: () => void): number {
  return Math.min(millis(work), millis(work), millis(work));
}

/** A batch is read, then matched, and only that is timed, so that no more than a batch of events is ever held. */
function engineAlone({ lines, bundle }: Workload): { readonly match: number; readonly asked: number } {
  const matcher = createMatcher(bundle, tables);
  const pass = (): number => {
    let spent = 0;
    for (let from = 0; from < lines.starts.length; from += BATCH) {
      const batch: LogEvent[] = [];
      for (let at = from; at < Math.min(from + BATCH, lines.starts.length); at += 1) batch.push(...eventsAt(lines, at));
      spent += millis(() => {
        for (const event of batch) matcher.match(event);
      });
      matcher.forget();
    }
    return spent;
  };
  pass();
  const match = Math.min(pass(), pass());
  const { evaluations, routed } = matcher.counts();
  return { match, asked: routed === 0 ? 0 : evaluations / routed };
}

function unreadShare(workload: Workload): number {
  const { run, unread } = matchAll(workload);
  run();
  return unread() / workload.lines.starts.length;
}
