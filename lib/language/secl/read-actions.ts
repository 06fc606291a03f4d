import { textOf, valueAt, type YamlNode } from '../text/index.ts';
import type { Located, PolicyRule } from './read-policy.ts';
import type { ConstantValue } from './variables.ts';

/** A `set` action, as written. Other actions (hash, kill, …) change nothing that a log could show. */
export interface SetAction {
  /** With its scope: `cgroup.seen`; without one for the agent-wide scope. */
  readonly variable: string;
  readonly scope: string;
  readonly value:
    | { readonly kind: 'expression'; readonly expression: Located }
    | { readonly kind: 'constant'; readonly value: ConstantValue };
  readonly filter: Located | null;
  readonly append: boolean;
  readonly ttlNanoseconds: number | null;
  readonly size: number | null;
  readonly initial: ConstantValue | null;
  readonly inherited: boolean;
  /** The field that names the scope, where it is not the event's own process; '' else. */
  readonly scopeField: string;
}

export function setActions(rule: PolicyRule): readonly SetAction[] {
  return rule.actions.flatMap(action => {
    const set = valueAt(action, 'set');
    return set === undefined ? [] : [readSet(set, valueAt(action, 'filter'))];
  });
}

function readSet(set: YamlNode, filter: YamlNode | undefined): SetAction {
  const scope = textOf(valueAt(set, 'scope'));
  const name = textOf(valueAt(set, 'name'));
  const size = Number(textOf(valueAt(set, 'size')));
  return {
    variable: scope === '' ? name : `${scope}.${name}`,
    scope,
    value: readValue(set),
    filter: filter === undefined ? null : locatedAt(filter),
    append: textOf(valueAt(set, 'append')) === 'true',
    ttlNanoseconds: nanoseconds(textOf(valueAt(set, 'ttl'))),
    size: size > 0 ? size : null,
    initial: scalarAt(set, 'default_value'),
    inherited: textOf(valueAt(set, 'inherited')) === 'true',
    scopeField: textOf(valueAt(set, 'scope_field')),
  };
}

function readValue(set: YamlNode): SetAction['value'] {
  const expression = valueAt(set, 'expression') ?? valueAt(set, 'field');
  if (expression !== undefined) return { kind: 'expression', expression: locatedAt(expression) };
  return { kind: 'constant', value: scalarAt(set, 'value') ?? true };
}

function scalarAt(node: YamlNode, key: string): ConstantValue | null {
  const value = valueAt(node, key);
  return value?.kind === 'scalar' ? value.value : null;
}

function locatedAt(node: YamlNode): Located {
  return { text: textOf(node), node: node.kind === 'scalar' ? node : null, span: node.span };
}

const units: Readonly<Record<string, number>> = { '': 1, ns: 1, us: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };

/** Go's duration text, or a bare number of nanoseconds; null where there is none. */
function nanoseconds(text: string): number | null {
  const sum = [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|ms|s|m|h)?/g)].reduce(
    (total, [, count, unit = '']) => total + Number(count) * (units[unit] ?? 0),
    0,
  );
  return sum > 0 ? sum : null;
}
