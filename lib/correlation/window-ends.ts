import type { Micros } from '../event/index.ts';
import type { Question } from './decide-context.ts';

/** The ends, at home in the unit, of all windows that hold a hit. */
export function windowEnds(question: Question, span: Micros, ticks: Micros | null): readonly Micros[] {
  const { unit, plan, view } = question;
  const isHome = (time: Micros) => time >= unit && time < unit + plan.unit;
  if (ticks === null) return [...new Set(view.hits.map(hit => hit.time).filter(isHome))];
  const ends = new Set<Micros>();
  for (const { time } of view.hits) {
    const last = Math.min(time + span, unit + plan.unit - 1);
    for (let end = Math.ceil(Math.max(time, unit) / ticks) * ticks; end <= last; end += ticks) ends.add(end);
  }
  return [...ends].sort((a, b) => a - b);
}
