import type { NamedValue } from '../../ir/index.ts';
import { KustoError } from './kusto-error.ts';
import { lowerValue } from './lower-value.ts';
import type { Scope } from './scope.ts';
import { nameOf, type Syntax, spell } from './syntax.ts';

/** `name = expression`, or an expression that names itself. Each sees those before it. */
export function namedValues(nodes: readonly Syntax[], scope: Scope): readonly NamedValue[] {
  const found: NamedValue[] = [];
  for (const [at, node] of nodes.entries()) {
    const sees: Scope = {
      ...scope,
      column: name =>
        found.some(column => column.name === name)
          ? { op: 'field', field: { field: name, names: [{ space: 'vendor', name }] } }
          : scope.column(name),
    };
    found.push(namedValue(node, at, sees));
  }
  return found;
}

function namedValue(node: Syntax, at: number, scope: Scope): NamedValue {
  if (node.kind === 'CompoundNamedExpression') {
    throw new KustoError(node, 'several names for one expression', 'name each by itself');
  }
  if (node.kind !== 'SimpleNamedExpression') return { name: ownName(node, at), value: lowerValue(node, scope) };
  const [name, , value] = node.children;
  if (name === undefined || value === undefined) throw new KustoError(node, 'a name without an expression', '');
  return { name: nameOf(name), value: lowerValue(value, scope) };
}

/** How Kusto names a column whose expression has no name. */
export function ownName(node: Syntax, at: number): string {
  switch (node.kind) {
    case 'NameReference':
    case 'BracketedName':
      return nameOf(node);
    case 'PathExpression':
    case 'ElementExpression':
      return spell(node)
        .replaceAll(' ', '')
        .replace(/\[["'](.*?)["']\]/g, '.$1')
        .replace(/\[(\d+)\]/g, '_$1')
        .replaceAll('.', '_');
    case 'FunctionCallExpression': {
      const [first] = node.children[1]?.children.find(({ kind }) => kind === 'List')?.children ?? [];
      const argument = first?.kind === 'SeparatedElement' ? first.children[0] : first;
      // bin(x, 1h), tostring(x) and their like keep the column's name.
      const transparent = [
        'bin',
        'floor',
        'tostring',
        'toint',
        'tolong',
        'todatetime',
        'startofday',
        'startofweek',
        'bin_at',
      ];
      if (argument?.kind === 'NameReference' && transparent.includes(nameOf(node).toLowerCase()))
        return nameOf(argument);
      return argument?.kind === 'NameReference' ? `${nameOf(node)}_${nameOf(argument)}` : `${nameOf(node)}_`;
    }
    default:
      return `Column${at + 1}`;
  }
}
