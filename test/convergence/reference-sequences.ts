import type { Micros } from '../../lib/event/index.ts';
import { byWho, type Expected, expected, type Seen } from './reference.ts';

export interface Step {
  readonly kind: string;
  readonly missing?: boolean;
}

/** Elastic's sequences: one waits at each stage, newest first, `until` ends all, a completed one is gone. */
export function sequences(
  rule: string,
  events: readonly Seen[],
  steps: readonly Step[],
  until: string,
  span: Micros,
): readonly Expected[] {
  const stages = steps.filter(step => !step.missing);
  return byWho(events).flatMap(([who, own]) => {
    let waiting: { stage: number; members: Seen[] }[] = [];
    const found: Expected[] = [];
    for (const event of own) {
      const moved: { stage: number; members: Seen[] }[] = [];
      for (const each of waiting) {
        if (stages[each.stage + 1]?.kind !== event.kind) continue;
        waiting = waiting.filter(other => other !== each);
        if (event.time - (each.members[0]?.time ?? 0) > span) continue;
        const next = { stage: each.stage + 1, members: [...each.members, event] };
        if (next.stage < stages.length - 1) moved.push(next);
        else if (!isForbidden(next.members, steps, own, span))
          found.push(expected(rule, who, next.members, event.time));
      }
      if (stages[0]?.kind === event.kind) moved.push({ stage: 0, members: [event] });
      waiting = [...waiting.filter(each => !moved.some(other => other.stage === each.stage)), ...moved];
      if (event.kind === until) waiting = [];
    }
    return found;
  });
}

function isForbidden(members: readonly Seen[], steps: readonly Step[], own: readonly Seen[], span: Micros): boolean {
  const position = new Map(own.map((event, index) => [event, index]));
  const at = (event: Seen | undefined) => (event === undefined ? -1 : (position.get(event) ?? -1));
  const first = members[0]?.time ?? 0;
  const last = members.at(-1)?.time ?? 0;
  let taken = 0;
  for (const step of steps) {
    if (!step.missing) taken++;
    else {
      const before = members[taken - 1];
      const after = members[taken];
      const bad = own.some(
        (event, index) =>
          event.kind === step.kind &&
          (before === undefined ? event.time >= last - span : index > at(before)) &&
          (after === undefined ? event.time <= first + span : index < at(after)),
      );
      if (bad) return true;
    }
  }
  return false;
}
