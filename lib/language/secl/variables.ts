import type { Value } from '../../ir/index.ts';

/**
 * A variable as a field of the row in which a decision replays it (VariableDetection). The agent's random identifier is
 * the event's own here: as unique, and the same whenever the event is looked at again.
 */
export function variableField(name: string): Value {
  if (name === 'builtins.uuid4') return { op: 'event', what: 'id' };
  const spelled = `\${${name}}`;
  return { op: 'field', field: { field: spelled, names: [{ space: 'vendor', name: spelled }] } };
}

/** The names of the variables that a piece of IR reads, in no order. */
export function variablesIn(node: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  collect(node, found);
  return found;
}

function collect(node: unknown, found: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  for (const inner of Object.values(node)) collect(inner, found);
  const name = 'space' in node && node.space === 'vendor' && 'name' in node ? String(node.name) : '';
  if (name.startsWith('${')) found.add(name.slice(2, -1));
}

/** What a constant of the IR can hold. */
export type ConstantValue = Extract<Value, { readonly op: 'constant' }>['value'];

export function constant(value: ConstantValue): Value {
  return { op: 'constant', value };
}
