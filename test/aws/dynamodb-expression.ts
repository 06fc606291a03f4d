import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** DynamoDB's condition and update expressions, as far as weir writes them. Anything else throws. */
export type Item = Readonly<Record<string, AttributeValue>>;

export interface Substitutes {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Item | undefined;
}

/** Does the condition hold of the item? A comparison with what the item does not have never does. */
export function holds(expression: string, item: Item, substitutes: Substitutes): boolean {
  const words = wordsOf(expression);
  const either = (): boolean => {
    let found = both();
    while (words.takes('OR')) found = both() || found;
    return found;
  };
  const both = (): boolean => {
    let found = one();
    while (words.takes('AND')) found = one() && found;
    return found;
  };
  const one = (): boolean => {
    if (words.takes('(')) {
      const found = either();
      words.expect(')');
      return found;
    }
    if (words.takes('attribute_exists')) return valueIn(inParentheses(words), item, substitutes) !== undefined;
    if (words.takes('attribute_not_exists')) return valueIn(inParentheses(words), item, substitutes) === undefined;
    if (words.takes('begins_with')) return begins(words, item, substitutes);
    const left = valueIn(words.next(), item, substitutes);
    const operator = words.next();
    const right = valueIn(words.next(), item, substitutes);
    if (operator.toUpperCase() !== 'BETWEEN') return compares(left, operator, right);
    words.expect('AND');
    const last = valueIn(words.next(), item, substitutes);
    return compares(left, '>=', right) && compares(left, '<=', last);
  };
  const found = either();
  words.expectEnd();
  return found;
}

/** The item after `SET … REMOVE …`. */
export function updated(expression: string, item: Item, substitutes: Substitutes): Item {
  const words = wordsOf(expression);
  const after: Record<string, AttributeValue> = { ...item };
  if (words.takes('SET')) {
    do {
      const name = nameOf(words.next(), substitutes);
      words.expect('=');
      const value = newValue(words, item, substitutes);
      if (value === undefined) throw new Error(`nothing to set ${name} to`);
      after[name] = value;
    } while (words.takes(','));
  }
  if (words.takes('REMOVE')) {
    do {
      delete after[nameOf(words.next(), substitutes)];
    } while (words.takes(','));
  }
  words.expectEnd();
  return after;
}

function newValue(words: Words, item: Item, substitutes: Substitutes): AttributeValue | undefined {
  if (words.takes('if_not_exists')) {
    words.expect('(');
    const known = valueIn(words.next(), item, substitutes);
    words.expect(',');
    const otherwise = valueIn(words.next(), item, substitutes);
    words.expect(')');
    return known ?? otherwise;
  }
  const value = valueIn(words.next(), item, substitutes);
  if (!words.takes('+')) return value;
  return { N: String(Number(value?.N) + Number(valueIn(words.next(), item, substitutes)?.N)) };
}

function begins(words: Words, item: Item, substitutes: Substitutes): boolean {
  words.expect('(');
  const text = valueIn(words.next(), item, substitutes)?.S;
  words.expect(',');
  const start = valueIn(words.next(), item, substitutes)?.S;
  words.expect(')');
  return text !== undefined && start !== undefined && text.startsWith(start);
}

function inParentheses(words: Words): string {
  words.expect('(');
  const inside = words.next();
  words.expect(')');
  return inside;
}

function nameOf(word: string, { ExpressionAttributeNames: names }: Substitutes): string {
  return word.startsWith('#') ? (names?.[word] ?? '') : word;
}

function valueIn(word: string, item: Item, substitutes: Substitutes): AttributeValue | undefined {
  if (word.startsWith(':')) return substitutes.ExpressionAttributeValues?.[word];
  return item[nameOf(word, substitutes)];
}

function compares(left: AttributeValue | undefined, operator: string, right: AttributeValue | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  const order = compareValues(left, right);
  switch (operator) {
    case '=':
      return order === 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    default:
      throw new Error(`unknown operator ${operator}`);
  }
}

/** Numbers and texts; values of other types are equal or not comparable. */
export function compareValues(left: AttributeValue, right: AttributeValue): number {
  if (left.N !== undefined && right.N !== undefined) return Number(left.N) - Number(right.N);
  if (left.S !== undefined && right.S !== undefined) return left.S === right.S ? 0 : left.S < right.S ? -1 : 1;
  return JSON.stringify(left) === JSON.stringify(right) ? 0 : Number.NaN;
}

interface Words {
  readonly next: () => string;
  readonly takes: (word: string) => boolean;
  readonly expect: (word: string) => void;
  readonly expectEnd: () => void;
}

function wordsOf(expression: string): Words {
  const words = expression.match(/[\w#:]+|<=|>=|[=<>(),+]/g) ?? [];
  let at = 0;
  const takes = (word: string) => words[at]?.toUpperCase() === word.toUpperCase() && ++at > 0;
  const expect = (word: string) => {
    if (!takes(word)) throw new Error(`expected ${word} in ${expression}`);
  };
  return {
    next: () => words[at++] ?? '',
    takes,
    expect,
    expectEnd: () => {
      if (at < words.length) throw new Error(`unexpected ${words[at]} in ${expression}`);
    },
  };
}
