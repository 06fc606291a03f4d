import type { Expression, Field } from './ast.ts';

/** The tree with every field, constant or macro replaced. */
export function mapFields(tree: Expression, change: (field: Field) => Expression): Expression {
  const inner = (part: Expression): Expression => mapFields(part, change);
  switch (tree.node) {
    case 'field':
      return change(tree);
    case 'logical':
    case 'compare':
    case 'membership':
    case 'arithmetic':
      return { ...tree, left: inner(tree.left), right: inner(tree.right) };
    case 'not':
    case 'unary':
      return { ...tree, of: inner(tree.of) };
    case 'list':
      return { ...tree, members: tree.members.map(inner) };
    default:
      return tree;
  }
}
