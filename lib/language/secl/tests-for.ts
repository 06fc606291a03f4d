import type { Comparison, Predicate, Test, Value } from '../../ir/index.ts';
import type { FieldInfo } from './fields.ts';
import { escapeRegex, globParts, globRegex } from './glob.ts';
import type { Constant } from './lower-operand.ts';
import { LoweringError } from './lowering-error.ts';
import { regexTest } from './regex.ts';

const NANOSECONDS_PER_MICROSECOND = 1000;

/** What SECL puts in place of a value that an event does not have. */
export function defaultOf(type: FieldInfo['type']): string | number | boolean {
  switch (type) {
    case 'number':
    case 'time':
      return 0;
    case 'bool':
      return false;
    case 'text':
    case 'path':
    case 'address':
    case 'any':
      return '';
    default:
      return type satisfies never;
  }
}

/** That the field, or any or every member of it, answers one of the constants. */
export function testsFor(
  field: FieldInfo,
  op: Comparison | '=~',
  constants: readonly Constant[],
  members: 'any' | 'every',
): Predicate {
  const aged = constants.find(constant => constant.node === 'duration');
  if (aged !== undefined && aged.node === 'duration') return ageTest(field, op, aged.nanoseconds);
  const tests =
    members === 'every'
      ? [oneTest(field, constants)]
      : [...equalTests(op, constants), ...constants.flatMap(constant => otherTests(field, op, constant))];
  const ask = (value: Value): Predicate =>
    anyOf(tests.map((test): Predicate => ({ op: 'test', value, test, members })));
  const { value, each = [value] } = field;
  const answers: Predicate =
    members === 'any'
      ? anyOf(each.map(ask))
      : {
          op: 'all',
          of: each.map(member => (member === value ? ask(value) : anyOf([ask(member), isMissing(member)]))),
        };
  if (constants.some(constant => defaultPasses(field, op, constant))) return anyOf([answers, isMissing(value)]);
  // Of no members every one answers, and in place of none there is the default, which does not.
  return members === 'every' ? { op: 'all', of: [{ op: 'not', of: isMissing(value) }, answers] } : answers;
}

function isMissing(value: Value): Predicate {
  return { op: 'not', of: { op: 'exists', value, null: 'missing' } };
}

/** `allin` asks each member for one of the constants, so that all of them must be one test. */
function oneTest(field: FieldInfo, constants: readonly Constant[]): Test {
  const networks = constants.flatMap(constant => (constant.node === 'network' ? [constant.value] : []));
  if (networks.length === constants.length) return { is: 'cidr', networks };
  const alternatives = constants.map(constant => {
    if (constant.node === 'integer') return String(constant.value);
    if (constant.node === 'text' && constant.kind === 'plain') return escapeRegex(constant.value);
    if (constant.node === 'text' && constant.kind === 'glob') return globRegex(constant.value, field.type === 'path');
    throw new LoweringError(constant, `allin takes no ${constant.node} beside other values`, 'use in');
  });
  const pattern = `^(?:${alternatives.join('|')})$`;
  return { is: 'regex', pattern, flags: 's', asText: 'scalars', literals: [], engine: 'linear' };
}

/** Plain texts make one test together; a plain text is a pattern only after `=~`. */
function equalTests(op: Comparison | '=~', constants: readonly Constant[]): readonly Test[] {
  if (op !== '==') return [];
  const texts = constants.flatMap(constant =>
    constant.node === 'text' && constant.kind === 'plain' ? [constant.value] : [],
  );
  return texts.length === 0 ? [] : [{ is: 'equal', texts, case: 'sensitive', asText: 'scalars' }];
}

function otherTests(field: FieldInfo, op: Comparison | '=~', constant: Constant): readonly Test[] {
  switch (constant.node) {
    case 'text':
      return textTest(field, op, constant);
    case 'integer':
      return [{ is: 'number', compare: comparison(op, constant), to: constant.value, numericText: true }];
    case 'bool':
      if (op !== '==') throw new LoweringError(constant, `true and false have no order for ${op}`, 'use == or !=');
      return [{ is: 'boolean', to: constant.value }];
    case 'network':
      if (op !== '==') throw new LoweringError(constant, `addresses have no order for ${op}`, 'use ==, != or in');
      return [{ is: 'cidr', networks: [constant.value] }];
    case 'duration':
      throw new LoweringError(constant, 'a duration in a list', 'compare an age with < or >');
    default:
      return constant satisfies never;
  }
}

function textTest(field: FieldInfo, op: Comparison | '=~', text: Extract<Constant, { node: 'text' }>): readonly Test[] {
  if (text.kind === 'regex') return [regexTest(text)];
  if (op === '=~' || text.kind === 'glob') {
    const parts = globParts(text.value, field.type === 'path');
    return [{ is: 'like', parts, case: 'sensitive', asText: 'scalars' }];
  }
  if (op !== '==') throw new LoweringError(text, `texts have no order for ${op}`, 'use ==, != or =~');
  return [];
}

function comparison(op: Comparison | '=~', constant: Constant): Comparison {
  if (op !== '=~') return op;
  throw new LoweringError(constant, 'a number is no pattern', 'compare it with ==');
}

/** SECL compares a time with a duration by its age when the event happened. */
function ageTest(field: FieldInfo, op: Comparison | '=~', nanoseconds: number): Predicate {
  const age: Value = {
    op: 'call',
    function: 'subtract',
    args: [
      { op: 'event', what: 'time' },
      { op: 'call', function: 'time-micros', args: [field.value] },
    ],
  };
  const to = nanoseconds / NANOSECONDS_PER_MICROSECOND;
  return {
    op: 'test',
    value: age,
    test: { is: 'number', compare: op === '=~' ? '==' : op, to, numericText: false },
    members: 'any',
  };
}

function defaultPasses(field: FieldInfo, op: Comparison | '=~', constant: Constant): boolean {
  switch (constant.node) {
    case 'text':
      if (constant.kind === 'plain' && op === '==') return constant.value === '';
      return constant.kind !== 'regex' && /^\**$/.test(constant.value) && field.type !== 'path';
    case 'integer':
      return op !== '=~' && zeroCompares(op, constant.value);
    case 'bool':
      return !constant.value;
    case 'network':
    case 'duration':
      return false;
    default:
      return constant satisfies never;
  }
}

function zeroCompares(op: Comparison, to: number): boolean {
  switch (op) {
    case '==':
      return to === 0;
    case '!=':
      return to !== 0;
    case '<':
      return 0 < to;
    case '<=':
      return 0 <= to;
    case '>':
      return 0 > to;
    case '>=':
      return 0 >= to;
    default:
      return op satisfies never;
  }
}

function anyOf(predicates: readonly Predicate[]): Predicate {
  const [first] = predicates;
  return predicates.length === 1 && first !== undefined ? first : { op: 'any', of: predicates };
}
