import type { FieldRef } from '../../ir/index.ts';

/** A field by its ECS name, with the names under which events may carry the same. */
export function ecsField(name: string): FieldRef {
  return { field: name, names: [name, ...otherNames(name)].map(one => ({ space: 'ecs', name: one })) };
}

/** A data stream is named for the data set of its events, which an event that was in none still says. */
function otherNames(name: string): readonly string[] {
  return name === 'data_stream.dataset' ? ['event.dataset'] : [];
}
