import type { Detection, EventSelector, Input, Predicate, Route, Rule } from '../ir/index.ts';

/** Which of a selector's events are kept; it may differ by log source, since field names do. */
export type Kept = (route: Route) => Predicate;

/**
 * The rule over the kept events alone. Only places whose events lead to a finding are narrowed: an event
 * that ends, excuses or forbids one (until, a missing step, the expected event of an absence, the right side of an anti
 * join) goes on doing so. Null where the rule looks at no events of its own, only at other rules' findings.
 */
export function narrowRule(rule: Rule, kept: Kept): Rule | null {
  const narrowing: Narrowing = { kept, count: 0 };
  const detection = narrowDetection(rule.detection, narrowing);
  return narrowing.count === 0 ? null : { ...rule, detection };
}

interface Narrowing {
  readonly kept: Kept;
  count: number;
}

function narrowDetection(detection: Detection, narrowing: Narrowing): Detection {
  const input = <T extends Input>(one: T): T => narrowInput(one, narrowing);
  switch (detection.kind) {
    case 'single':
      return { ...detection, events: detection.events.map(events => narrowSelector(events, narrowing)) };
    case 'aggregate':
    case 'temporal':
    case 'sample':
    case 'query':
      return { ...detection, inputs: detection.inputs.map(input) };
    case 'linked':
      return { ...detection, inputs: detection.inputs.map(input) };
    case 'join':
      return {
        ...detection,
        left: input(detection.left),
        right: detection.join === 'anti' ? detection.right : input(detection.right),
      };
    case 'sequence':
      return { ...detection, steps: detection.steps.map(step => (step.missing ? step : input(step))) };
    case 'first-seen':
      return { ...detection, input: input(detection.input) };
    case 'absence':
      return { ...detection, after: detection.after === null ? null : input(detection.after) };
    case 'variable':
      return { ...detection, scope: input(detection.scope) };
    default:
      return detection satisfies never;
  }
}

function narrowInput<T extends Input>(input: T, narrowing: Narrowing): T {
  if (input.from.kind !== 'events') return input;
  return { ...input, from: { kind: 'events', ...narrowSelector(input.from, narrowing) } };
}

function narrowSelector({ route, where }: EventSelector, narrowing: Narrowing): EventSelector {
  narrowing.count += 1;
  const parts = where.op === 'all' ? where.of : [where];
  return { route, where: { op: 'all', of: [...parts, narrowing.kept(route)] } };
}
