import type { Comparison, Predicate, Value } from '../../ir/index.ts';
import type { Compare, Expression, Membership } from './ast.ts';
import { type FieldInfo, fieldInfo } from './fields.ts';
import { asConstant, type Constant, lowerOperand, type Operand } from './lower-operand.ts';
import { LoweringError } from './lowering-error.ts';
import { defaultOf, testsFor } from './tests-for.ts';

/**
 * A tree without macros as a predicate. Two rules of SECL shape it: a field without a value is its type's default, so a
 * test that the default passes also holds where the field is missing; and a negated operator on an array means that no
 * member fits. Throws LoweringError.
 */
export function lowerPredicate(tree: Expression): Predicate {
  switch (tree.node) {
    case 'logical':
      return { op: tree.op === 'and' ? 'all' : 'any', of: [lowerPredicate(tree.left), lowerPredicate(tree.right)] };
    case 'not':
      return { op: 'not', of: lowerPredicate(tree.of) };
    case 'compare':
      return lowerCompare(tree);
    case 'membership':
      return lowerMembership(tree);
    case 'bool':
      return { op: tree.value ? 'always' : 'never' };
    case 'field':
      return bareField(fieldInfo(tree.name));
    case 'arithmetic':
    case 'unary':
    case 'integer':
      return bareNumber(tree);
    default:
      throw new LoweringError(tree, `a ${tree.node} alone is neither true nor false`, 'compare it with something');
  }
}

function bareField(field: FieldInfo): Predicate {
  const truth = { node: 'bool', value: true, start: 0, end: 0 } as const;
  return testsFor(field.type === 'any' ? { ...field, type: 'bool' } : field, '==', [truth], 'any');
}

function bareNumber(tree: Expression): Predicate {
  const operand = lowerOperand(tree);
  if (operand.kind === 'constant') return { op: asConstant(operand.constant) === 0 ? 'never' : 'always' };
  throw new LoweringError(tree, 'a number alone is neither true nor false', 'compare it: (…) > 0');
}

function lowerCompare(tree: Compare): Predicate {
  if (tree.op === '!=') return { op: 'not', of: lowerCompare({ ...tree, op: '==' }) };
  if (tree.op === '!~') return { op: 'not', of: lowerCompare({ ...tree, op: '=~' }) };
  const left = lowerOperand(tree.left);
  const right = lowerOperand(tree.right);
  if (right.kind === 'constant') return compareWith(left, tree.op, right.constant);
  if (left.kind === 'constant') return compareWith(right, mirrored(tree), left.constant);
  if (tree.op === '=~') throw new LoweringError(tree.right, 'a pattern must be a constant', 'write "text*"');
  return { op: 'compare', left: filledIn(left), compare: tree.op, right: filledIn(right), case: 'sensitive' };
}

function mirrored(tree: Compare): Comparison {
  const mirror = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;
  if (tree.op === '=~' || tree.op === '!~') {
    throw new LoweringError(tree, `the pattern of ${tree.op} stands on its right`, 'turn the comparison around');
  }
  return mirror[tree.op];
}

function compareWith(operand: Operand, op: Comparison | '=~', constant: Constant): Predicate {
  switch (operand.kind) {
    case 'constant':
      return { op: holds(operand.constant, op, constant) ? 'always' : 'never' };
    case 'field':
      return testsFor(operand.field, op, [constant], 'any');
    case 'number':
      return testsFor({ name: '', type: 'number', value: operand.value }, op, [constant], 'any');
    default:
      return operand satisfies never;
  }
}

/** Two constants: what a macro over agent constants amounts to. */
function holds(left: Constant, op: Comparison | '=~', right: Constant): boolean {
  const [a, b] = [asConstant(left), asConstant(right)];
  switch (op) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '=~':
      throw new LoweringError(left, 'a pattern is matched against a field, not a constant', '');
    default:
      return op satisfies never;
  }
}

function lowerMembership(tree: Membership): Predicate {
  const { op } = tree;
  if (op === 'not in') return { op: 'not', of: lowerMembership({ ...tree, op: 'in' }) };
  const left = lowerOperand(tree.left);
  if (tree.right.node === 'variable') return inVariable(left, tree);
  // `"x" in some.array` asks the array on the right.
  if (left.kind === 'constant') return constantIn(left.constant, tree);
  const constants = constantsOf(tree.right);
  if (left.kind === 'number') {
    return testsFor({ name: '', type: 'number', value: left.value }, '==', constants, 'any');
  }
  return testsFor(left.field, '==', constants, op === 'allin' ? 'every' : 'any');
}

/** A variable is a list whose members are known when the decision is made. */
function inVariable(left: Operand, tree: Membership): Predicate {
  const right = lowerOperand(tree.right);
  if (right.kind !== 'field') throw new Error('a variable lowers to a field of the row');
  if (tree.op === 'allin') throw new LoweringError(tree, 'allin takes a list of constants', 'use in');
  if (left.kind === 'constant') return testsFor(right.field, '==', [left.constant], 'any');
  const value = left.kind === 'field' ? left.field.value : left.value;
  return { op: 'compare', left: value, compare: '==', right: right.field.value, case: 'sensitive' };
}

function constantIn(constant: Constant, tree: Membership): Predicate {
  if (tree.right.node === 'field') {
    const right = lowerOperand(tree.right);
    if (right.kind === 'field') return testsFor(right.field, '==', [constant], 'any');
  }
  const members = constantsOf(tree.right);
  return { op: members.some(member => asConstant(member) === asConstant(constant)) ? 'always' : 'never' };
}

function constantsOf(tree: Expression): readonly Constant[] {
  const members = tree.node === 'list' ? tree.members : [tree];
  return members.flatMap(member => (member.node === 'list' ? constantsOf(member) : [constantOf(member)]));
}

function constantOf(member: Expression): Constant {
  const operand = lowerOperand(member);
  if (operand.kind === 'constant') return operand.constant;
  throw new LoweringError(member, 'a list holds constants only', 'compare fields with == and join them with ||');
}

/** With SECL's default in place of a missing value, since two fields may both be missing. */
function filledIn(operand: Operand): Value {
  switch (operand.kind) {
    case 'constant':
      return { op: 'constant', value: asConstant(operand.constant) };
    case 'number':
      return operand.value;
    case 'field': {
      const { value, type } = operand.field;
      const otherwise: Value = { op: 'constant', value: defaultOf(type) };
      // Several values that are all missing are still an array.
      return operand.field.each === undefined
        ? { op: 'first-of', values: [value, otherwise] }
        : { op: 'if', test: { op: 'exists', value, null: 'missing' }, then: value, else: otherwise };
    }
    default:
      return operand satisfies never;
  }
}
