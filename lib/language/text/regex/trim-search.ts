import { empty, type RegexNode } from './regex-node.ts';

/**
 * A search only asks whether there is a match, so a repeat at either end need not match more than its least:
 * `.*foo.+` is found where `foo.` is. That leaves fewer ways to fail slowly.
 */
export function trimSearch(node: RegexNode): RegexNode {
  return trim(trim(node, 'front'), 'back');
}

function trim(node: RegexNode, side: 'front' | 'back'): RegexNode {
  switch (node.node) {
    case 'either':
      return { node: 'either', of: node.of.map(inner => trim(inner, side)) };
    case 'repeat':
      return least(node, side);
    case 'sequence': {
      const of = [...node.of];
      for (;;) {
        const end = side === 'front' ? of.shift() : of.pop();
        if (end === undefined) return empty;
        const trimmed = trim(end, side);
        if (isEmpty(trimmed)) continue;
        if (side === 'front') of.unshift(trimmed);
        else of.push(trimmed);
        return { node: 'sequence', of };
      }
    }
    default:
      return node;
  }
}

/** As few repeats as allowed; more than one keep their inside whole, since only the outermost one could be trimmed. */
function least(node: RegexNode & { readonly node: 'repeat' }, side: 'front' | 'back'): RegexNode {
  if (node.min === 0) return empty;
  return node.min === 1 ? trim(node.of, side) : { ...node, max: node.min };
}

function isEmpty(node: RegexNode): boolean {
  return node.node === 'sequence' && node.of.length === 0;
}
