import type { Compare, Expression } from './ast.ts';

/** The agent whose behaviour is followed: of two forms of one rule, the one for the newer agent is taken. */
export const agentVersion = [7, 73, 0] as const;

/** Does this agent fit, as in `>= 7.65 < 7.70`? An empty range fits all. */
export function fitsAgent(range: string): boolean {
  return [...range.matchAll(/(>=|<=|>|<|=)?\s*(\d+(?:\.\d+)*)/g)].every(([, op = '=', version = '']) => {
    const order = compareVersions(version.split('.').map(Number));
    if (op === '>=') return order >= 0;
    if (op === '<=') return order <= 0;
    if (op === '>') return order > 0;
    return op === '<' ? order < 0 : order === 0;
  });
}

/** Positive where our agent is newer. */
function compareVersions(wanted: readonly number[]): number {
  for (const [index, own] of agentVersion.entries()) {
    const difference = own - (wanted[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * The operating system that a filter asks for; null where it asks for none. What a filter says of the kernel cannot be
 * known from a log, and is taken as given.
 */
export function productOf(filters: readonly Expression[]): string | null {
  for (const filter of filters) {
    const name = comparisonsOf(filter).find(
      ({ op, left }) => op === '==' && left.node === 'field' && left.name === 'os',
    );
    if (name?.right.node === 'text') return name.right.value;
  }
  return null;
}

/** Does a filter ask for more than the operating system? */
export function asksForKernel(filter: Expression): boolean {
  return comparisonsOf(filter).some(({ left }) => left.node === 'field' && left.name.startsWith('kernel.'));
}

function comparisonsOf(tree: Expression): readonly Compare[] {
  if (tree.node === 'compare') return [tree];
  return tree.node === 'logical' ? [...comparisonsOf(tree.left), ...comparisonsOf(tree.right)] : [];
}
