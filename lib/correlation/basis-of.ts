import type { Micros } from '../event/index.ts';
import { type DecideContext, type Question, settledUntil } from './decide-context.ts';
import type { Basis } from './decision.ts';
import { spanOf } from './plan.ts';
import { windowEnds } from './window-ends.ts';

/**
 * How much this view of the unit has seen. Where decisions wait, of two views of the same hits the one in which more
 * windows have settled has seen more.
 */
export function basisOf(question: Question, context: DecideContext): Basis {
  const { plan, unit, view } = question;
  if (plan.mode !== 'waits') return { hits: view.seen, closed: false };
  const settled = settledUntil(context);
  const decided = moments(question).filter(moment => moment <= settled).length;
  return { hits: view.seen + decided, closed: settled >= unit + plan.unit + plan.ahead };
}

/** The times at which a waiting rule comes to know something about this unit. Never fewer with more hits. */
export function moments(question: Question): readonly Micros[] {
  const { detection } = question.rule;
  const times = question.view.hits.map(hit => hit.time);
  switch (detection.kind) {
    case 'aggregate':
    case 'temporal': {
      const ticks = detection.kind === 'aggregate' && detection.window.kind === 'ticks' ? detection.window.every : null;
      return windowEnds(question, detection.span, ticks);
    }
    case 'query':
      return windowEnds(question, detection.span, detection.every);
    default: {
      const ahead = question.plan.ahead;
      return ahead === 0 ? times : [...times, ...times.map(time => time + spanOf(detection))];
    }
  }
}
