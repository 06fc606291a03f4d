import type { Predicate, Value } from '../../ir/index.ts';
import type { Call, Expression } from './ast.ts';
import { conjunction, isKnown, isNull, knownWhere, type Truth } from './logic.ts';
import { isNullConstant, type Lowering, lowerValue } from './lower-value.ts';
import { likeAny, test } from './string-test.ts';

/** A function that answers yes or no; null where an argument is. */
export function lowerBooleanCall(call: Call, lowering: Lowering): Truth {
  const values = call.args.map(arg => lowerValue(arg, lowering));
  if (values.some(isNullConstant)) return isNull;
  const [subject, second] = values;
  if (subject === undefined || second === undefined) return isNull;
  const texts = call.args.slice(1).flatMap(textOf);
  const isLiteral = texts.length === call.args.length - 1;
  const common = { case: call.ignoresCase ? 'insensitive' : 'sensitive', asText: 'scalars' } as const;
  const [text = ''] = texts;
  const answer = (yes: Predicate) => knownWhere(isKnown(subject), yes);
  switch (call.name.toLowerCase()) {
    case 'cidrmatch':
      return answer(test(subject, { is: 'cidr', networks: texts }));
    case 'wildcard':
      return answer(likeAny(subject, texts, common.case));
    case 'startswith':
      if (isLiteral) return answer(test(subject, { is: 'starts', text, ...common }));
      return compareTexts(subject, 'starts', second, common.case);
    case 'endswith':
      if (isLiteral) return answer(test(subject, { is: 'ends', text, ...common }));
      return compareTexts(subject, 'ends', second, common.case);
    case 'stringcontains':
      // Elastic: nothing contains the empty string.
      if (isLiteral) return answer(text === '' ? { op: 'never' } : test(subject, { is: 'contains', text, ...common }));
      return conjunction([
        knownWhere(isKnown(second), { op: 'not', of: test(second, { is: 'equal', texts: [''], ...common }) }),
        compareTexts(subject, 'contains', second, common.case),
      ]);
    default:
      return isNull;
  }
}

function compareTexts(
  left: Value,
  compare: 'starts' | 'ends' | 'contains',
  right: Value,
  letterCase: 'sensitive' | 'insensitive',
): Truth {
  const known = conjunction([
    { yes: isKnown(left), no: { op: 'never' } },
    { yes: isKnown(right), no: { op: 'never' } },
  ]).yes;
  return knownWhere(known, { op: 'compare', left, compare, right, case: letterCase });
}

function textOf(expression: Expression): string[] {
  return expression.kind === 'literal' && typeof expression.value === 'string' ? [expression.value] : [];
}
