import type { Expression, Field } from './ast.ts';
import { LoweringError } from './lowering-error.ts';
import { mapFields } from './map-fields.ts';

/** Macros by id. A macro may use others. */
export type Macros = ReadonlyMap<string, Expression>;

/** The tree with every macro replaced by what it stands for. Throws LoweringError for one that uses itself. */
export function resolveMacros(tree: Expression, macros: Macros, within: readonly string[] = []): Expression {
  return mapFields(tree, field => resolveName(field, macros, within));
}

function resolveName(field: Field, macros: Macros, within: readonly string[]): Expression {
  const macro = macros.get(field.name);
  if (macro === undefined) return field;
  if (within.includes(field.name)) {
    throw new LoweringError(field, `macro ${field.name} uses itself`, `${[...within, field.name].join(' → ')}`);
  }
  // The macro's text stands elsewhere: what goes wrong in it is shown where it is used.
  return relocate(resolveMacros(macro, macros, [...within, field.name]), field);
}

function relocate(tree: Expression, to: Field): Expression {
  const range = { start: to.start, end: to.end };
  switch (tree.node) {
    case 'logical':
    case 'compare':
    case 'membership':
    case 'arithmetic':
      return { ...tree, left: relocate(tree.left, to), right: relocate(tree.right, to), ...range };
    case 'not':
    case 'unary':
      return { ...tree, of: relocate(tree.of, to), ...range };
    case 'list':
      return { ...tree, members: tree.members.map(member => relocate(member, to)), ...range };
    default:
      return { ...tree, ...range };
  }
}
