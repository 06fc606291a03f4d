import type { GlobPart, LetterCase, Predicate, Test, Value } from '../../ir/index.ts';
import { ecsField } from '../text/index.ts';

export function fieldValue(name: string): Value {
  return { op: 'field', field: ecsField(name) };
}

export function fieldTest(name: string, test: Test): Predicate {
  return { op: 'test', value: fieldValue(name), test, members: 'any' };
}

export function fieldEquals(name: string, texts: readonly string[], letterCase: LetterCase = 'sensitive'): Predicate {
  return fieldTest(name, { is: 'equal', texts, case: letterCase, asText: 'scalars' });
}

/** `*` and `?` are wildcards, and a backslash takes that from them. */
export function fieldWildcard(name: string, pattern: string, letterCase: LetterCase): Predicate {
  const parts: GlobPart[] = [];
  for (const [piece] of pattern.matchAll(/\\.|[*?]|[^\\*?]+|\\$/gs)) {
    if (piece === '*') parts.push({ part: 'any-run' });
    else if (piece === '?') parts.push({ part: 'any-one' });
    else parts.push({ part: 'literal', text: piece.length === 2 && piece.startsWith('\\') ? piece.slice(1) : piece });
  }
  return fieldTest(name, { is: 'like', parts: joined(parts), case: letterCase, asText: 'scalars' });
}

export function fieldExists(name: string): Predicate {
  return { op: 'exists', value: fieldValue(name), null: 'missing' };
}

export function allOf(of: readonly Predicate[]): Predicate {
  const parts = of.filter(part => part.op !== 'always').flatMap(part => (part.op === 'all' ? part.of : [part]));
  const [first] = parts;
  return first === undefined ? { op: 'always' } : parts.length === 1 ? first : { op: 'all', of: parts };
}

export function anyOf(of: readonly Predicate[]): Predicate {
  const [first] = of;
  return first === undefined ? { op: 'never' } : of.length === 1 ? first : { op: 'any', of };
}

function joined(parts: readonly GlobPart[]): readonly GlobPart[] {
  const result: GlobPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.part === 'literal' && last?.part === 'literal') {
      result[result.length - 1] = { part: 'literal', text: last.text + part.text };
    } else result.push(part);
  }
  return result;
}
