import type { KeyPart } from '../ir/index.ts';

/** A field of weir.yml may be named as the log's vendor does or as ECS does; events without it share one group. */
export function fieldPart(field: string): KeyPart {
  const names = [
    { space: 'vendor', name: field },
    { space: 'ecs', name: field },
  ] as const;
  return { name: field, value: { op: 'field', field: { field, names } }, missing: 'null' };
}
