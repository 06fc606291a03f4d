import type { Detection, Input, KeyPart } from './detection.ts';
import type { Value } from './value.ts';

/** One place where a detection looks at events or at another rule's findings. Its position in `legs` is its number. */
export interface Leg {
  /** '' where the detection has no name for it. */
  readonly name: string;
  readonly from: Input['from'];
  readonly key: readonly KeyPart[];
  readonly values: readonly Value[];
}

/**
 * The legs of a detection, in the one numbering that selectors (`uses.leg`), hits and decisions share:
 * alternatives, inputs or steps in their order; left, right; steps, until; expected, after; scope, sets.
 */
export function legs(detection: Detection): readonly Leg[] {
  switch (detection.kind) {
    case 'single': {
      const values = (detection.carry ?? []).map(carried => carried.value);
      return detection.events.map(event => ({ name: '', from: { kind: 'events', ...event }, key: [], values }));
    }
    case 'aggregate':
    case 'temporal':
    case 'linked':
    case 'sample':
    case 'query':
      return detection.inputs;
    case 'join':
      return [detection.left, detection.right];
    case 'sequence':
      return detection.until === null ? detection.steps : [...detection.steps, detection.until];
    case 'first-seen':
      return [detection.input];
    case 'absence':
      return detection.after === null ? [detection.expected] : [detection.expected, detection.after];
    case 'variable': {
      const { key } = detection.scope;
      const sets = detection.sets.map(set => ({
        name: set.name,
        from: { kind: 'events' as const, ...set.by },
        key,
        values: set.values,
      }));
      return [detection.scope, ...sets];
    }
    default:
      return detection satisfies never;
  }
}
