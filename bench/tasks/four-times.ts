import { createMatcher, type RuleBundle } from '../../lib/engine/index.ts';
import type { LogEvent } from '../../lib/event/index.ts';
import type { Lines } from '../corpora.ts';
import { pairs, type Ratio } from '../measure.ts';
import { BATCH, eventsAt, tables } from '../workload.ts';

/** Time of matching with four times as many rules over time with the rules alone. */
export function fourTimes(once: RuleBundle, four: RuleBundle, lines: Lines, count: number): Ratio {
  const events = [...lines.starts.keys()].flatMap(at => eventsAt(lines, at));
  return pairs(matching(four, events), matching(once, events), count).ratio;
}

function matching(bundle: RuleBundle, events: readonly LogEvent[]): () => void {
  const matcher = createMatcher(bundle, tables);
  return () => {
    for (const [at, event] of events.entries()) {
      matcher.match(event);
      if (at % BATCH === BATCH - 1) matcher.forget();
    }
    matcher.forget();
  };
}
