import { createMatcher } from '../../lib/engine/index.ts';
import { millis, type Ratio, ratioOf } from '../measure.ts';
import { createNaiveMatcher } from '../naive-matcher.ts';
import { eventsAt, tables, type Workload } from '../workload.ts';

const EVENTS = 60;

/** How many times the naive routed evaluator's rate the engine has, over some events that were read before. */
export function overNaive({ lines, bundle }: Workload, count: number): Ratio {
  const stride = Math.max(1, Math.floor(lines.starts.length / EVENTS));
  const events = [...lines.starts.keys()].filter(at => at % stride === 0).flatMap(at => eventsAt(lines, at));
  const naive = createNaiveMatcher(bundle, tables);
  const matcher = createMatcher(bundle, tables);
  const slow = (): void => {
    for (const event of events) naive(event);
  };
  const fast = (): void => {
    for (const event of events) matcher.match(event);
    matcher.forget();
  };
  slow();
  for (let warm = 0; warm < REPEATED; warm += 1) fast();
  return ratioOf(Array.from({ length: count }, () => millis(slow) / (millis(() => repeated(fast)) / REPEATED)));
}

/** The fast one is too fast to be timed once. */
const REPEATED = 20;

function repeated(work: () => void): void {
  for (let time = 0; time < REPEATED; time += 1) work();
}
