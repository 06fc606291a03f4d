import type { LetterCase, Predicate, Value } from '../../ir/index.ts';
import { equalTo, isTrue, numeric, test } from './equal-to.ts';
import { givenColumn } from './given-rows.ts';
import { KustoError } from './kusto-error.ts';
import type { Literal } from './literals.ts';
import { constantOf, lowerValue } from './lower-value.ts';
import { regexTest } from './regex.ts';
import type { Scope } from './scope.ts';
import { elements, nameOf, type Syntax, spell } from './syntax.ts';
import { type TextOperator, textOperator } from './text-operators.ts';

/**
 * A condition as a predicate. Kusto's strings have no null: a missing text is `""`. A missing number is null, of which
 * every comparison is false but `!=`. Throws KustoError.
 */
export function lowerPredicate(node: Syntax, scope: Scope): Predicate {
  const [left, operator, right] = node.children;
  switch (node.kind) {
    case 'ParenthesizedExpression':
      return lowerPredicate(operator ?? node, scope);
    case 'AndExpression':
    case 'OrExpression':
      if (left === undefined || right === undefined) break;
      return {
        op: node.kind === 'AndExpression' ? 'all' : 'any',
        of: [lowerPredicate(left, scope), lowerPredicate(right, scope)],
      };
    case 'FunctionCallExpression':
      return callPredicate(node, scope);
    case 'BetweenExpression':
    case 'NotBetweenExpression':
      if (left === undefined || right === undefined) break;
      return between(node.kind === 'NotBetweenExpression', left, right, scope);
    default:
      if (left !== undefined && operator !== undefined && right !== undefined && operator.children.length === 0) {
        const found = binary(node, left, spell(operator).toLowerCase(), right, scope);
        if (found !== null) return found;
      }
  }
  const constant = constantOf(node, scope);
  if (typeof constant === 'boolean') return { op: constant ? 'always' : 'never' };
  return isTrue(lowerValue(node, scope));
}

function binary(node: Syntax, left: Syntax, operator: string, right: Syntax, scope: Scope): Predicate | null {
  const text = textOperator(operator);
  if (text !== null) return textPredicate(text, left, right, scope, node);
  switch (operator) {
    case '==':
      return equal(left, right, scope);
    case '!=':
    case '<>':
      return { op: 'not', of: equal(left, right, scope) };
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordered(left, operator, right, scope);
    case 'matches regex':
      return matchesRegex(left, right, scope);
    default:
      return null;
  }
}

function equal(left: Syntax, right: Syntax, scope: Scope): Predicate {
  const [a, b] = [constantOf(left, scope), constantOf(right, scope)];
  if (a !== undefined && b !== undefined) return { op: JSON.stringify(a) === JSON.stringify(b) ? 'always' : 'never' };
  if (b !== undefined) return equalTo(lowerValue(left, scope), b);
  if (a !== undefined) return equalTo(lowerValue(right, scope), a);
  const [one, other] = [lowerValue(left, scope), lowerValue(right, scope)];
  return { op: 'compare', left: one, compare: '==', right: other, case: 'sensitive' };
}

function ordered(left: Syntax, operator: '<' | '<=' | '>' | '>=', right: Syntax, scope: Scope): Predicate {
  const [a, b] = [constantOf(left, scope), constantOf(right, scope)];
  if (typeof b === 'number') return numeric(lowerValue(left, scope), operator, b);
  const mirrored = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;
  if (typeof a === 'number') return numeric(lowerValue(right, scope), mirrored[operator], a);
  const [one, other] = [lowerValue(left, scope), lowerValue(right, scope)];
  return { op: 'compare', left: one, compare: operator, right: other, case: 'sensitive' };
}

function between(isNegated: boolean, left: Syntax, couple: Syntax, scope: Scope): Predicate {
  const [, low, , high] = couple.children;
  if (low === undefined || high === undefined) throw new KustoError(couple, 'between needs (low .. high)', '');
  const inside: Predicate = { op: 'all', of: [ordered(left, '>=', low, scope), ordered(left, '<=', high, scope)] };
  return isNegated ? { op: 'not', of: inside } : inside;
}

function matchesRegex(left: Syntax, right: Syntax, scope: Scope): Predicate {
  const pattern = constantOf(right, scope);
  if (typeof pattern !== 'string') throw new KustoError(right, 'matches regex needs a constant pattern', '');
  return test(lowerValue(left, scope), regexTest(pattern, right));
}

function textPredicate(operator: TextOperator, left: Syntax, right: Syntax, scope: Scope, node: Syntax): Predicate {
  const found =
    operator.operands === 'list'
      ? inList(operator, left, right, scope)
      : withText(operator, lowerValue(left, scope), right, scope, node);
  return operator.isNegated ? { op: 'not', of: found } : found;
}

function withText(operator: TextOperator, value: Value, right: Syntax, scope: Scope, node: Syntax): Predicate {
  const constant = constantOf(right, scope);
  if (constant !== undefined) return oneOf([operator.predicate(value, spellLiteral(constant))]);
  const compare = operator.compare;
  if (compare === null) throw new KustoError(node, `${operator.name} needs a constant on its right`, '');
  return { op: 'compare', left: value, compare, right: lowerValue(right, scope), case: operator.case };
}

function inList(operator: TextOperator, left: Syntax, right: Syntax, scope: Scope): Predicate {
  const value = lowerValue(left, scope);
  const each = listOf(right, scope).map(constant =>
    operator.predicate(value, constant === null ? '' : spellLiteral(constant)),
  );
  if (operator.name.startsWith('in') || operator.name.startsWith('!in'))
    return isOneOf(value, listOf(right, scope), operator.case);
  return operator.all ? { op: 'all', of: each } : oneOf(each);
}

/** That a value is one of these constants. */
export function isOneOf(value: Value, list: readonly Literal[], letterCase: LetterCase): Predicate {
  const texts = list.filter(member => typeof member === 'string' && member !== '');
  const others = list.filter(member => typeof member !== 'string' || member === '');
  const inTexts: Predicate[] =
    texts.length === 0
      ? []
      : [test(value, { is: 'equal', texts: texts.map(String), case: letterCase, asText: 'scalars' })];
  return oneOf([...inTexts, ...others.map(member => equalTo(value, member, letterCase))]);
}

/** The constants of `("a", "b")`, of a dynamic array, or of a watchlist. */
export function listOf(node: Syntax, scope: Scope): readonly Literal[] {
  const members = node.kind === 'ExpressionList' ? elements(node) : [node];
  return members.flatMap(member => {
    const given = givenColumn(member, scope);
    if (given !== null) return given;
    const constant = constantOf(member, scope);
    if (constant === undefined)
      throw new KustoError(member, 'a list of constants must stand here', 'or rows, with in and !in alone');
    return isList(constant) ? constant : [constant];
  });
}

function isList(literal: Literal): literal is readonly Literal[] {
  return Array.isArray(literal);
}

function callPredicate(node: Syntax, scope: Scope): Predicate {
  const [first] = elements(node.children[1]);
  const name = nameOf(node).toLowerCase();
  const value = () => lowerValue(first ?? node, scope);
  switch (name) {
    case 'not':
      return { op: 'not', of: lowerPredicate(first ?? node, scope) };
    case 'isempty':
      return equalTo(value(), '');
    case 'isnotempty':
    case 'notempty':
      return { op: 'not', of: equalTo(value(), '') };
    case 'isnull':
      return { op: 'not', of: { op: 'exists', value: value(), null: 'missing' } };
    case 'isnotnull':
    case 'notnull':
      return { op: 'exists', value: value(), null: 'missing' };
    default:
      return isTrue(lowerValue(node, scope));
  }
}

function spellLiteral(literal: Literal): string {
  return typeof literal === 'string' ? literal : JSON.stringify(literal);
}

function oneOf(predicates: readonly Predicate[]): Predicate {
  const [first] = predicates;
  if (first === undefined) return { op: 'never' };
  return predicates.length === 1 ? first : { op: 'any', of: predicates };
}
