import type { JsonValue } from '../../event/index.ts';
import type { EventSelector, RoutePattern } from '../../ir/index.ts';
import type { EvaluationContext } from '../context.ts';
import { evaluatePredicate } from '../reference.ts';
import { decide } from './decisive.ts';
import { differingParts } from './differing-parts.ts';
import { isOffered, type MadeUpEvent, rowOf } from './made-up-event.ts';
import { type Random, randomFrom } from './random.ts';
import { repair } from './repair.ts';
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
 * literals: events in which each part that only one side has decides alone, events that one should match, those a small
 * step away, and from each of these, step by step, toward what the other does not match. The same bound finds the same event.
 */
export function findDifference(
  first: readonly EventSelector[],
  second: readonly EventSelector[],
  context: EvaluationContext,
  bound: number,
): Search {
  const random = randomFrom(0x9e3779b9);
  const sources = sourcesOf([...first, ...second]);
  const parts = differingParts(first, second);
  const disagree = (event: MadeUpEvent): Difference['matchedBy'] | null => {
    const [one, other] = [first, second].map(selectors => matches(selectors, event, context));
    return one === other ? null : one ? 'first' : 'second';
  };
  for (let tried = 1, begun = 0; tried <= bound; begun++) {
    const [wanted, unwanted] = random.chance(0.5) ? [first, second] : [second, first];
    const part = begun % 2 === 0 ? parts[(begun >> 1) % parts.length] : undefined;
    const assignment: Assignment = new Map();
    if (part === undefined) begin(wanted, assignment, random);
    else decide(part, random.chance(0.5), assignment, random);
    const source = random.pick(sources) ?? {};
    for (let step = 0; step <= mostRepairs && tried <= bound; step++, tried++) {
      const event = eventOf(assignment, source);
      const matchedBy = disagree(event);
      if (matchedBy !== null) return { tried, difference: shrink({ event, matchedBy }, disagree) };
      partWays(wanted, unwanted, assignment, event, context, random);
    }
  }
  return { tried: bound, difference: null };
}

/** What does not come apart in so few steps is better begun anew. */
const mostRepairs = 3;

function begin(selectors: readonly EventSelector[], assignment: Assignment, random: Random): void {
  const selector = random.pick(selectors);
  if (selector !== undefined) satisfy(selector.where, random.chance(0.9), assignment, random);
  for (let steps = random.below(3); steps > 0; steps--) nudge(assignment, random);
}

/** One step: where both match, away from the one; where neither does, toward the other. */
function partWays(
  wanted: readonly EventSelector[],
  unwanted: readonly EventSelector[],
  assignment: Assignment,
  event: MadeUpEvent,
  context: EvaluationContext,
  random: Random,
): void {
  const row = rowOf(event);
  const holds = (predicate: EventSelector['where']) => evaluatePredicate(predicate, row, context);
  if (matches(wanted, event, context)) {
    for (const { where } of unwanted) repair(where, false, assignment, random, holds);
    return;
  }
  const selector = random.pick(wanted);
  if (selector !== undefined) repair(selector.where, true, assignment, random, holds);
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

function eventOf(assignment: Assignment, source: RoutePattern): MadeUpEvent {
  const values = new Map<string, JsonValue>();
  for (const [slot, value] of assignment) if (value !== undefined) values.set(slot, value);
  const message = values.get('vendor:message');
  return { values, text: typeof message === 'string' ? message : '', source };
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
