import type { Hit } from '../../lib/correlation/index.ts';
import type { Predicate, SequenceDetection, SequenceStep } from '../../lib/ir/index.ts';

/** One event of a stream: when it is, and which legs it matches. Its place in the stream breaks ties of time. */
export interface StreamEvent {
  readonly time: number;
  readonly legs: readonly number[];
}

export interface Stream {
  readonly steps: readonly { readonly missing: boolean; readonly runs: number }[];
  readonly hasUntil: boolean;
  readonly maxSpan: number;
  readonly events: readonly StreamEvent[];
}

/**
 * Which events make up the completed sequences, said without a state machine: a beginning of a sequence is carried on
 * by the first event that fits its next step, unless in between another beginning has come just as far, an expiring
 * event came, or the span is over. Slow on purpose, and shares nothing with lib.
 */
export function oracle({ steps, hasUntil, maxSpan, events }: Stream): readonly (readonly number[])[] {
  const stages = steps.flatMap((step, leg) => (step.missing ? [] : Array<number>(step.runs).fill(leg)));
  const until = steps.length;
  const fits = (at: number, leg: number) => events[at]?.legs.includes(leg) === true;
  const time = (at: number | undefined) => events[at ?? -1]?.time ?? Number.NaN;
  const positions = events.map((_, at) => at);

  let beginnings: (readonly number[])[] = positions.filter(at => fits(at, stages[0] ?? -1)).map(at => [at]);
  for (const leg of stages.slice(1)) {
    beginnings = beginnings.flatMap(beginning => {
      const end = beginning.at(-1) ?? -1;
      const next = positions.find(at => at > end && fits(at, leg));
      if (next === undefined || time(next) - time(beginning[0]) > maxSpan) return [];
      const isOvertaken = beginnings.some(other => (other.at(-1) ?? -1) > end && (other.at(-1) ?? -1) < next);
      const isExpired = hasUntil && positions.some(at => at >= end && at < next && fits(at, until));
      return isOvertaken || isExpired ? [] : [[...beginning, next]];
    });
  }
  return beginnings.filter(matched => nothingForbidden(matched)).sort((a, b) => (a.at(-1) ?? 0) - (b.at(-1) ?? 0));

  function nothingForbidden(matched: readonly number[]): boolean {
    let stage = 0;
    return steps.every((step, leg) => {
      if (!step.missing) {
        stage += step.runs;
        return true;
      }
      const after = matched[stage - 1];
      const before = matched[stage];
      return !positions.some(
        at =>
          fits(at, leg) &&
          (after === undefined || at > after) &&
          (before === undefined || at < before) &&
          (after !== undefined || time(matched.at(-1)) - time(at) <= maxSpan) &&
          (before !== undefined || time(at) - time(matched[0]) <= maxSpan),
      );
    });
  }
}

export function detectionOf({ steps, hasUntil, maxSpan }: Stream): SequenceDetection {
  return {
    kind: 'sequence',
    steps: steps.map((step, index) => ({ ...leg(index), ...step })),
    until: hasUntil ? leg(steps.length) : null,
    maxSpan,
  };
}

export function hitsOf({ events }: Stream): readonly Hit[] {
  return events.flatMap(({ time, legs }, at) =>
    [...legs]
      .sort((a, b) => a - b)
      .map(one => ({
        time,
        sequence: at,
        event: `event-${at}`,
        leg: one,
        values: [],
        basis: 0,
        retracted: false,
      })),
  );
}

function leg(index: number): Omit<SequenceStep, 'missing' | 'runs'> {
  const where: Predicate = { op: 'always' };
  return { name: `leg-${index}`, from: { kind: 'events', route: [], where }, key: [], values: [] };
}
