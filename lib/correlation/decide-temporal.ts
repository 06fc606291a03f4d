import type { JsonObject, Micros } from '../event/index.ts';
import type { TemporalDetection } from '../ir/index.ts';
import { type DecideContext, keyRow, type Question } from './decide-context.ts';
import type { Decision } from './decision.ts';
import type { Hit } from './hit.ts';
import { decideWindows, type WindowTest } from './sliding-windows.ts';

/** Windows in which the inputs were seen that `having` asks for, and under `strict` one after the other. */
export function decideTemporal(
  detection: TemporalDetection,
  question: Question,
  context: DecideContext,
): readonly Decision[] {
  const names = detection.inputs.map(input => input.name);
  const key = keyRow(question);
  const counts = names.map(() => 0);
  const holds = (legs: readonly number[]) => context.holds(detection.having, presence(names, legs, key));
  const chains = detection.order === 'strict' ? orderedSubsets(names.length, holds).map(orderedChain) : [];
  const test: WindowTest = {
    add: hit => {
      counts[hit.leg] = (counts[hit.leg] ?? 0) + 1;
      for (const chain of chains) chain.add(hit);
    },
    remove: hit => {
      counts[hit.leg] = (counts[hit.leg] ?? 0) - 1;
    },
    qualifies: end => {
      const present = counts.flatMap((count, leg) => (count > 0 ? [leg] : []));
      if (!holds(present)) return null;
      const isOrdered = detection.order === 'any' || chains.some(chain => chain.latestStart() >= end - detection.span);
      return isOrdered ? presence(names, present, {}) : null;
    },
  };
  return decideWindows(question, context, detection.span, test, null);
}

function presence(names: readonly string[], legs: readonly number[], key: JsonObject): JsonObject {
  const flags = Object.fromEntries(names.map((name, leg) => [name, legs.includes(leg)]));
  return { ...key, ...flags, rules: new Set(legs.map(leg => names[leg])).size };
}

/** Beyond this many inputs only "all of them" is looked for in order: the choices double with each. */
export const maxOrderedChoices = 8;

/** The smallest choices of inputs that satisfy the rule: an ordered window must hold one of them in order. */
function orderedSubsets(inputs: number, holds: (legs: readonly number[]) => boolean): readonly (readonly number[])[] {
  const all = Array.from({ length: inputs }, (_, leg) => leg);
  if (inputs > maxOrderedChoices) return [all];
  const found: number[][] = [];
  const choices = Array.from({ length: 2 ** inputs }, (_, bits) => all.filter(leg => (bits >> leg) & 1));
  for (const choice of choices.sort((a, b) => a.length - b.length)) {
    const isCovered = found.some(smaller => smaller.every(leg => choice.includes(leg)));
    if (choice.length > 0 && !isCovered && holds(choice)) found.push(choice);
  }
  return found;
}

/**
 * For each prefix of the chain, the latest time at which a complete one begins. A hit extends only chains whose last
 * hit is strictly earlier, so what hits of one time add becomes usable when time moves on.
 */
function orderedChain(legs: readonly number[]) {
  const starts = legs.map(() => Number.NEGATIVE_INFINITY);
  let fresh: { readonly position: number; readonly start: Micros }[] = [];
  let at = Number.NEGATIVE_INFINITY;
  const settle = () => {
    for (const { position, start } of fresh) starts[position] = Math.max(starts[position] ?? start, start);
    fresh = [];
  };
  return {
    add: (hit: Hit) => {
      if (hit.time > at) settle();
      at = hit.time;
      legs.forEach((leg, position) => {
        if (leg !== hit.leg) return;
        const start = position === 0 ? hit.time : (starts[position - 1] ?? Number.NEGATIVE_INFINITY);
        if (start > Number.NEGATIVE_INFINITY) fresh.push({ position, start });
      });
    },
    latestStart: (): Micros => {
      settle();
      return starts.at(-1) ?? Number.NEGATIVE_INFINITY;
    },
  };
}
