import type { GlobPart } from '../../ir/index.ts';

/**
 * A SECL glob as parts. In a path, `*` stays within one segment and `**` crosses them, and a first segment `*`
 * stands for `/*`; in any other text both are any run of characters. Nothing else is special.
 */
export function globParts(pattern: string, isPath: boolean): readonly GlobPart[] {
  const anchored = isPath && pattern.split('/', 1)[0] === '*' ? `/${pattern}` : pattern;
  return anchored
    .split(/(\*+)/)
    .filter(piece => piece !== '')
    .map(piece => partOf(piece, isPath));
}

function partOf(piece: string, isPath: boolean): GlobPart {
  if (!piece.startsWith('*')) return { part: 'literal', text: piece };
  return isPath && piece === '*' ? { part: 'segment-run' } : { part: 'any-run' };
}

/** The same pattern as a regular expression without anchors. */
export function globRegex(pattern: string, isPath: boolean): string {
  return globParts(pattern, isPath)
    .map(part => {
      if (part.part === 'literal') return escapeRegex(part.text);
      return part.part === 'segment-run' ? '[^/]*' : '.*';
    })
    .join('');
}

export function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
