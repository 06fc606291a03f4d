import type { Micros } from '../../lib/event/index.ts';
import type { Measure, Predicate, Rule } from '../../lib/ir/index.ts';
import { input, minute, rule } from '../pipeline/scenario.ts';
import type { Expected, Seen } from './reference.ts';

/** A rule, and what one pass in order must find by it. */
export interface Case {
  readonly rule: Rule;
  readonly expects: (events: readonly Seen[]) => readonly Expected[];
}

export const span: Micros = 5 * minute;

export function ofKinds(events: readonly Seen[], kinds: readonly string[]): readonly Seen[] {
  return events.filter(event => kinds.includes(event.kind));
}

export function aggregate(
  id: string,
  measures: readonly Measure[],
  having: Predicate,
  kinds: readonly string[] = ['a'],
): Rule {
  return rule(id, {
    kind: 'aggregate',
    inputs: kinds.map(kind => input(kind, ['n', 'term'])),
    span,
    measures,
    having,
    window: { kind: 'sliding' },
  });
}

export const count: Measure = { name: 'event_count', function: 'count', of: [] };
