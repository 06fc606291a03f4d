import type { AggregateDetection } from '../ir/index.ts';
import { type DecideContext, keyRow, type Question } from './decide-context.ts';
import type { Decision } from './decision.ts';
import type { Hit } from './hit.ts';
import { runningMeasure } from './measure.ts';
import { decideWindows } from './sliding-windows.ts';

/** Windows whose figures satisfy `having`. */
export function decideAggregate(
  detection: AggregateDetection,
  question: Question,
  context: DecideContext,
): readonly Decision[] {
  const measures = detection.measures.map(measure => ({ name: measure.name, running: runningMeasure(measure) }));
  const key = keyRow(question);
  const ticks = detection.window.kind === 'ticks' ? detection.window.every : null;
  const test = {
    add: (hit: Hit) => {
      for (const { running } of measures) running.add(hit);
    },
    remove: (hit: Hit) => {
      for (const { running } of measures) running.remove(hit);
    },
    qualifies: () => {
      const figures = Object.fromEntries(measures.map(({ name, running }) => [name, running.value()]));
      return context.holds(detection.having, { ...key, ...figures }) ? figures : null;
    },
  };
  return decideWindows(question, context, detection.span, test, ticks);
}
