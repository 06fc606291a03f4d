import type { LetterCase, Predicate, Test, TextComparison, Value } from '../../ir/index.ts';
import { regexTest } from '../text/index.ts';
import { equalTo } from './equal-to.ts';

/** One of Kusto's string operators. */
export interface TextOperator {
  readonly name: string;
  readonly isNegated: boolean;
  readonly case: LetterCase;
  readonly operands: 'one' | 'list';
  /** Of a list: must every member be there? */
  readonly all: boolean;
  /** How the IR compares with a text that another column holds; null where it cannot. */
  readonly compare: TextComparison | '==' | null;
  readonly predicate: (value: Value, text: string) => Predicate;
}

/** The operator as the query spells it, in lower case; null where it is none on texts. */
export function textOperator(name: string): TextOperator | null {
  const isNegated = name.startsWith('!');
  const base = /^!?(.*?)(_cs|~)?$/.exec(name);
  const plain = base?.[1] ?? '';
  const suffix = base?.[2] ?? '';
  if (name === '=~' || name === '!~') return operator(name, isNegated, 'insensitive', 'one', 'equal');
  if (plain === 'in') return operator(name, isNegated, suffix === '~' ? 'insensitive' : 'sensitive', 'list', 'equal');
  if (plain === 'has_any' || plain === 'has_all') return operator(name, isNegated, 'insensitive', 'list', 'term');
  const question = questions[plain];
  return question === undefined || suffix === '~'
    ? null
    : operator(name, isNegated, suffix === '_cs' ? 'sensitive' : 'insensitive', 'one', question);
}

type Question = 'equal' | 'contains' | 'starts' | 'ends' | 'term' | 'term-start' | 'term-end';

const questions: Readonly<Record<string, Question>> = {
  contains: 'contains',
  startswith: 'starts',
  endswith: 'ends',
  has: 'term',
  hasprefix: 'term-start',
  hassuffix: 'term-end',
};

function operator(
  name: string,
  isNegated: boolean,
  letterCase: LetterCase,
  operands: 'one' | 'list',
  question: Question,
): TextOperator {
  return {
    name,
    isNegated,
    case: letterCase,
    operands,
    all: name.endsWith('has_all'),
    compare: comparisonFor(question),
    predicate: (value, text) => ask(question, letterCase, value, text),
  };
}

function comparisonFor(question: Question): TextComparison | '==' | null {
  if (question === 'equal') return '==';
  return question === 'contains' || question === 'starts' || question === 'ends' ? question : null;
}

function ask(question: Question, letterCase: LetterCase, value: Value, text: string): Predicate {
  if (question === 'equal') return equalTo(value, text, letterCase);
  // Of nothing, everything contains it.
  if (text === '') return { op: 'always' };
  return { op: 'test', value, test: testFor(question, letterCase, text), members: 'whole' };
}

/** Dynamic columns are searched as the JSON that they spell. */
function testFor(question: Exclude<Question, 'equal'>, letterCase: LetterCase, text: string): Test {
  switch (question) {
    case 'contains':
    case 'starts':
    case 'ends':
    case 'term':
      return { is: question, text, case: letterCase, asText: 'json' };
    case 'term-start':
      return pattern(`(?:^|[^A-Za-z0-9])${escapeRegex(text)}`, letterCase);
    case 'term-end':
      return pattern(`${escapeRegex(text)}(?:$|[^A-Za-z0-9])`, letterCase);
    default:
      return question satisfies never;
  }
}

function pattern(source: string, letterCase: LetterCase): Test {
  const made = regexTest(source, letterCase === 'insensitive' ? 'i' : '', 'json');
  if ('problem' in made) throw new Error(`the pattern of an operator is no regular expression: ${made.problem}`);
  return made.test;
}

function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
