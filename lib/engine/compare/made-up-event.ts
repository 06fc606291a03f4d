import type { JsonValue } from '../../event/index.ts';
import type { FieldRef, RoutePattern } from '../../ir/index.ts';
import type { Row } from '../row.ts';

/** An event that a search makes up: values under the names that rules ask for, and the log source it declares. */
export interface MadeUpEvent {
  /** By `ecs:name` or `vendor:name`. */
  readonly values: ReadonlyMap<string, JsonValue>;
  readonly text: string;
  readonly source: RoutePattern;
}

/**
 * The one name under which a search keeps a field. An ECS name where there is one, since two rules that mean the same
 * field in different languages meet in it.
 */
export function slotOf({ names, field }: FieldRef): string {
  const name = names.find(({ space }) => space === 'ecs') ?? names[0];
  return name === undefined ? `vendor:${field}` : `${name.space}:${name.name}`;
}

export function rowOf({ values, text }: MadeUpEvent): Row {
  const record = Object.fromEntries([...values].map(([slot, value]) => [slot.replace(/^\w+:/, ''), value]));
  return {
    field: ({ names }) =>
      names.map(({ space, name }) => values.get(`${space}:${name}`)).find(value => value !== undefined),
    fieldsLike: () => [...values.values()],
    record,
    text,
    event: what => (what === 'time' ? 0 : undefined),
  };
}

/** Could a selector with this route be offered the event? */
export function isOffered(route: readonly RoutePattern[], source: RoutePattern): boolean {
  if (route.length === 0) return true;
  return route.some(pattern =>
    (['product', 'service', 'category'] as const).every(
      key => pattern[key] === undefined || source[key] === undefined || pattern[key] === source[key],
    ),
  );
}
