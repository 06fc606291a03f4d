import type { Comparison, LetterCase, Predicate, Test, Value } from '../../ir/index.ts';
import type { Literal } from './literals.ts';

/** That a value is this constant, as `==` has it. */
export function equalTo(value: Value, constant: Literal, letterCase: LetterCase = 'sensitive'): Predicate {
  if (constant === null) return { op: 'not', of: { op: 'exists', value, null: 'missing' } };
  if (typeof constant === 'number') return numeric(value, '==', constant);
  if (typeof constant === 'boolean') return constant ? isTrue(value) : isFalse(value);
  const texts = [typeof constant === 'string' ? constant : JSON.stringify(constant)];
  const same = test(value, { is: 'equal', texts, case: letterCase, asText: 'scalars' });
  return constant === ''
    ? { op: 'any', of: [same, { op: 'not', of: { op: 'exists', value, null: 'missing' } }] }
    : same;
}

export function isTrue(value: Value): Predicate {
  return { op: 'any', of: [test(value, { is: 'boolean', to: true }), textIs(value, 'true'), numeric(value, '==', 1)] };
}

function isFalse(value: Value): Predicate {
  return {
    op: 'any',
    of: [test(value, { is: 'boolean', to: false }), textIs(value, 'false'), numeric(value, '==', 0)],
  };
}

function textIs(value: Value, text: string): Predicate {
  return test(value, { is: 'equal', texts: [text], case: 'insensitive', asText: 'strings' });
}

export function numeric(value: Value, compare: Comparison, to: number): Predicate {
  return test(value, { is: 'number', compare, to, numericText: true });
}

export function test(value: Value, question: Test): Predicate {
  return { op: 'test', value, test: question, members: 'whole' };
}
