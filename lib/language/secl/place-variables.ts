import type { KeyPart, Value, VariableScope } from '../../ir/index.ts';
import { ancestorBases } from './fields.ts';
import { LoweringError } from './lowering-error.ts';

/** Where the variables of one decision are kept. */
export interface Places {
  readonly key: readonly KeyPart[];
  /** What every leg carries first. */
  readonly owners: readonly Value[];
  readonly scopes: readonly VariableScope[];
}

/**
 * Variables of one scope live under its key. Those of several scopes, and those that processes inherit, meet in one
 * decision for the whole host, in which events say whose they are.
 */
export function placeVariables(variables: readonly string[], inherited: ReadonlySet<string>): Places {
  const scoped = variables.filter(name => !name.startsWith('builtins.'));
  const scopes = [...new Set(scoped.map(scopeOf))].sort();
  const [only = '', another] = scopes;
  if (another === undefined && inherited.size === 0)
    return { key: [hostPart, ...partsOf(only)], owners: [], scopes: [] };
  const ancestors = ancestorBases('process').map(base => ecs(`${base}.pid`));
  const owners = [ecs('process.pid'), ecs('container.id'), ...ancestors];
  const ancestorsAt = ancestors.map((_, index) => index + 2);
  return {
    key: [hostPart],
    owners,
    scopes: scoped.flatMap((variable): VariableScope[] => {
      const [part] = partsOf(scopeOf(variable));
      if (part === undefined) return [];
      const isProcess = part.name === 'process.pid';
      const line = isProcess && inherited.has(variable) ? ancestorsAt : [];
      return [{ variable, of: [isProcess ? 0 : 1], missing: part.missing, ancestors: line }];
    }),
  };
}

/** `cgroup` of `cgroup.seen`; '' of a variable that the whole agent shares. */
function scopeOf(variable: string): string {
  return variable.includes('.') ? (variable.split('.', 1)[0] ?? '') : '';
}

const here = { start: 0, end: 0 };

function partsOf(scope: string): readonly KeyPart[] {
  switch (scope) {
    case '':
      return [];
    case 'cgroup':
      // On a host without containers all processes share the group that the logs do not name.
      return [{ name: 'container.id', value: ecs('container.id'), missing: 'null' }];
    case 'container':
      return [{ name: 'container.id', value: ecs('container.id'), missing: 'drop' }];
    case 'process':
      return [{ name: 'process.pid', value: ecs('process.pid'), missing: 'drop' }];
    default:
      throw new LoweringError(here, `unknown scope ${scope}`, 'known scopes: process, cgroup, container');
  }
}

const hostPart: KeyPart = {
  name: 'host',
  value: { op: 'first-of', values: [ecs('host.id'), ecs('host.name')] },
  missing: 'null',
};

function ecs(name: string): Value {
  return { op: 'field', field: { field: name, names: [{ space: 'ecs', name }] } };
}
