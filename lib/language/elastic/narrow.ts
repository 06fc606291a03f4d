import type { Detection, EventSelector, Input, Predicate, Route } from '../../ir/index.ts';
import { allOf } from './predicates.ts';

/** The detection with one more condition on every event that it looks at, each routed by what it then demands. */
export function narrowed(detection: Detection, also: Predicate, routeOf: (where: Predicate) => Route): Detection {
  const selector = ({ where }: EventSelector): EventSelector => {
    const both = allOf([where, also]);
    return { route: routeOf(both), where: both };
  };
  const input = <I extends Input>(one: I): I =>
    one.from.kind === 'events' ? { ...one, from: { kind: 'events', ...selector(one.from) } } : one;
  switch (detection.kind) {
    case 'single':
      return { ...detection, events: detection.events.map(selector) };
    case 'sequence':
      return {
        ...detection,
        steps: detection.steps.map(input),
        until: detection.until === null ? null : input(detection.until),
      };
    case 'sample':
      return { ...detection, inputs: detection.inputs.map(input) };
    default:
      return detection;
  }
}
