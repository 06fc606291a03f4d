import type { JsonValue } from '../../event/index.ts';
import type { EventSelector, RoutePattern } from '../../ir/index.ts';
import type { EvaluationContext } from '../context.ts';
import { evaluatePredicate } from '../reference.ts';
import { decide, pathsOf } from './decisive.ts';
import { isOffered, type MadeUpEvent, rowOf } from './made-up-event.ts';
import { type Random, randomFrom } from './random.ts';
import { type Assignment, satisfy } from './satisfy.ts';

/** An event that one of two sets of selectors matches and the other does not. */
export interface Difference {
  readonly event: MadeUpEvent;
  readonly matchedBy: 'first' | 'second';
}

/** What was looked at, and what was found; null where nothing was within the bound. */
export interface Search {
  readonly tried: number;
  readonly difference: Difference | null;
}

/**
 * Looks for an event on which two sets of selectors disagree, among at most `bound` events made of the selectors' own
 * literals: events in which each part of a predicate in turn decides alone, events that one should match, and those a small
 * step away. The same bound finds the same event.
 */
export function findDifference(
  first: readonly EventSelector[],
  second: readonly EventSelector[],
  context: EvaluationContext,
  bound: number,
): Search {
  const random = randomFrom(0x9e3779b9);
  const sources = sourcesOf([...first, ...second]);
  const parts = [...first, ...second].flatMap(({ where }) => pathsOf(where).map(path => ({ where, path })));
  const disagree = (event: MadeUpEvent): Difference['matchedBy'] | null => {
    const [one, other] = [first, second].map(selectors => matches(selectors, event, context));
    return one === other ? null : one ? 'first' : 'second';
  };
  for (let tried = 1; tried <= bound; tried++) {
    const part = tried % 2 === 0 ? undefined : parts[(tried >> 1) % parts.length];
    const event =
      part === undefined
        ? makeUp(random.chance(0.5) ? first : second, sources, random)
        : eventOf(
            assigned(into => decide(part.where, part.path, random.chance(0.5), into, random)),
            sources,
            random,
          );
    const matchedBy = disagree(event);
    if (matchedBy !== null) return { tried, difference: shrink({ event, matchedBy }, disagree) };
  }
  return { tried: bound, difference: null };
}

function matches(selectors: readonly EventSelector[], event: MadeUpEvent, context: EvaluationContext): boolean {
  const row = rowOf(event);
  return selectors.some(({ route, where }) => isOffered(route, event.source) && evaluatePredicate(where, row, context));
}

/** Every log source that either asks for, and one that declares nothing. */
function sourcesOf(selectors: readonly EventSelector[]): readonly RoutePattern[] {
  return [
    {},
    ...selectors.flatMap(({ route }) =>
      route.map(({ product, service, category }) => without({ product, service, category })),
    ),
  ];
}

function without(pattern: { readonly [key in 'product' | 'service' | 'category']?: string | undefined }): RoutePattern {
  return Object.fromEntries(Object.entries(pattern).filter(([, value]) => value !== undefined));
}

function makeUp(selectors: readonly EventSelector[], sources: readonly RoutePattern[], random: Random): MadeUpEvent {
  const selector = random.pick(selectors);
  const assignment = assigned(into => {
    if (selector !== undefined) satisfy(selector.where, random.chance(0.9), into, random);
  });
  for (let steps = random.below(3); steps > 0; steps--) nudge(assignment, random);
  return eventOf(assignment, sources, random);
}

function assigned(fill: (into: Assignment) => void): Assignment {
  const into: Assignment = new Map();
  fill(into);
  return into;
}

function eventOf(assignment: Assignment, sources: readonly RoutePattern[], random: Random): MadeUpEvent {
  const values = new Map<string, JsonValue>();
  for (const [slot, value] of assignment) if (value !== undefined) values.set(slot, value);
  const message = values.get('vendor:message');
  return { values, text: typeof message === 'string' ? message : '', source: random.pick(sources) ?? {} };
}

/** One small step: what an attacker, another collector or another language's reading of a literal would change. */
function nudge(assignment: Assignment, random: Random): void {
  const slot = random.pick([...assignment.keys()]);
  if (slot === undefined) return;
  const value = assignment.get(slot);
  if (random.chance(0.2)) assignment.set(slot, random.pick([undefined, null, '']));
  else if (typeof value === 'number') assignment.set(slot, value + (random.chance(0.5) ? 1 : -1));
  else if (typeof value === 'string') assignment.set(slot, nudged(value, random));
  else if (typeof value === 'boolean') assignment.set(slot, !value);
}

function nudged(text: string, random: Random): JsonValue {
  const at = random.below(text.length + 1);
  const ways: readonly (() => JsonValue)[] = [
    () => text.toUpperCase(),
    () => text.toLowerCase(),
    () => `p${text}`,
    () => `${text}s`,
    () => `p ${text} s`,
    () => `${text.slice(0, at)}x${text.slice(at)}`,
    () => text.slice(0, at) + text.slice(at + 1),
    () => text.replaceAll('*', 'run'),
    () => [text, 'other'],
    () => Number(text) || text,
  ];
  return (random.pick(ways) ?? (() => text))();
}

/** Leaves out whatever the disagreement does not need, so that a person sees the point. */
function shrink(found: Difference, disagree: (event: MadeUpEvent) => Difference['matchedBy'] | null): Difference {
  let { event } = found;
  for (const slot of found.event.values.keys()) {
    const values = new Map(event.values);
    values.delete(slot);
    const smaller = { ...event, values };
    if (disagree(smaller) === found.matchedBy) event = smaller;
  }
  return { ...found, event };
}
