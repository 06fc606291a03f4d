import type { GlobPart, LetterCase, Predicate, Test, Value } from '../../ir/index.ts';
import { any } from './logic.ts';

/** Keyword fields hold numbers and booleans as text, so the text of any scalar is compared. */
const asText = 'scalars';

export function test(value: Value, question: Test): Predicate {
  return { op: 'test', value, test: question, members: 'any' };
}

/** The value is one of these texts. */
export function equalsAny(value: Value, texts: readonly string[], letterCase: LetterCase): Predicate {
  return test(value, { is: 'equal', texts, case: letterCase, asText });
}

/** The value fits one of these patterns, in which `*` is any run of characters and `?` any one; `\` is a character. */
export function likeAny(value: Value, patterns: readonly string[], letterCase: LetterCase): Predicate {
  const plain = patterns.filter(pattern => !/[*?]/.test(pattern));
  const wild = patterns.filter(pattern => /[*?]/.test(pattern));
  return any([
    ...(plain.length === 0 ? [] : [equalsAny(value, plain, letterCase)]),
    ...wild.map(pattern => test(value, wildcardTest(globParts(pattern), letterCase))),
  ]);
}

function globParts(pattern: string): readonly GlobPart[] {
  return pattern
    .split(/(\*+|\?)/)
    .filter(piece => piece !== '')
    .map(piece =>
      piece.startsWith('*')
        ? { part: 'any-run' }
        : piece === '?'
          ? { part: 'any-one' }
          : { part: 'literal', text: piece },
    );
}

/** The commonest shapes have tests of their own, which the engine can index. */
export function wildcardTest(parts: readonly GlobPart[], letterCase: LetterCase): Test {
  const [first, second, third] = parts;
  const common = { case: letterCase, asText } as const;
  if (parts.length === 2 && first?.part === 'literal' && second?.part === 'any-run') {
    return { is: 'starts', text: first.text, ...common };
  }
  if (parts.length === 2 && first?.part === 'any-run' && second?.part === 'literal') {
    return { is: 'ends', text: second.text, ...common };
  }
  if (parts.length === 3 && first?.part === 'any-run' && second?.part === 'literal' && third?.part === 'any-run') {
    return { is: 'contains', text: second.text, ...common };
  }
  return { is: 'like', parts, ...common };
}
