import type { FieldRef, GlobPart, Predicate, Test, Value } from '../../ir/index.ts';
import { type Complaints, ecsField } from '../text/index.ts';
import { literalOf, type Node, type Text, type Values } from './ast.ts';
import { rangePredicate } from './range.ts';
import { isTextField, textPredicate } from './text-field.ts';

/** Two-valued throughout: what a document lacks does not match, and under `not` does. */
export function lower(node: Node, complaints: Complaints): Predicate {
  switch (node.kind) {
    case 'everything':
      return { op: 'always' };
    case 'and':
      return { op: 'all', of: node.of.map(part => lower(part, complaints)) };
    case 'or':
      return { op: 'any', of: node.of.map(part => lower(part, complaints)) };
    case 'not':
      return { op: 'not', of: lower(node.of, complaints) };
    case 'nested': {
      const name = literalOf(node.field);
      if (name !== null) return { op: 'some-member', array: fieldRef(name), where: lower(node.of, complaints) };
      const message = 'a nested query needs a field without wildcards';
      complaints.add('error', 'kuery-unsupported', message, node.field.range);
      return { op: 'never' };
    }
    case 'is':
      return lowerValues(node.value, text => lowerIs(node.field, text));
    case 'range':
      return rangePredicate(node, complaints);
    default:
      return node satisfies never;
  }
}

function lowerValues(values: Values, one: (text: Text) => Predicate): Predicate {
  switch (values.kind) {
    case 'value':
      return one(values.text);
    case 'and':
      return { op: 'all', of: values.of.map(part => lowerValues(part, one)) };
    case 'or':
      return alternatives(values.of.map(part => lowerValues(part, one)));
    case 'not':
      return { op: 'not', of: lowerValues(values.of, one) };
    default:
      return values satisfies never;
  }
}

function lowerIs(field: Text | null, text: Text): Predicate {
  if (field === null || isOnlyWildcard(field)) {
    return isOnlyWildcard(text) ? { op: 'always' } : freeText(text);
  }
  const name = literalOf(field);
  if (name === null) {
    const pattern = field.parts.map(part => part ?? '*').join('');
    return alternatives(keywordTests(text).map(test => ({ op: 'any-field', pattern, test })));
  }
  const value = fieldValue(name);
  if (isOnlyWildcard(text)) return { op: 'exists', value, null: 'missing' };
  if (isTextField(name)) return textPredicate(value, text);
  const tests = isAddressField(name) ? [...keywordTests(text), ...addressTests(text)] : keywordTests(text);
  return alternatives(tests.map(test => ({ op: 'test', value, test, members: 'any' })));
}

/** Any value of the document that is this, or the words in its text. */
function freeText(text: Text): Predicate {
  return alternatives([
    ...keywordTests(text).map((test): Predicate => ({ op: 'keyword', test })),
    textPredicate(fieldValue('message'), text),
    textPredicate({ op: 'event', what: 'text' }, text),
  ]);
}

/** A keyword is the value, case and all; a number or boolean is what spells it. */
function keywordTests(text: Text): readonly Test[] {
  const literal = literalOf(text);
  if (literal === null) return [{ is: 'like', parts: text.parts.map(globPart), case: 'sensitive', asText: 'scalars' }];
  const equal: Test = { is: 'equal', texts: [literal], case: 'sensitive', asText: 'scalars' };
  const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(literal) ? Number(literal) : Number.NaN;
  // "1.0" and "01" are the number 1, which its text alone does not show.
  if (!Number.isFinite(number) || String(number) === literal) return [equal];
  return [equal, { is: 'number', compare: '==', to: number, numericText: false }];
}

/** An address field takes networks, and knows an address by its value rather than by its spelling. */
function addressTests(text: Text): readonly Test[] {
  const literal = literalOf(text) ?? '';
  if (/^[0-9a-fA-F:.]+\/\d{1,3}$/.test(literal)) return [{ is: 'cidr', networks: [literal] }];
  return /^[0-9a-fA-F:]*:[0-9a-fA-F:.]+$/.test(literal) ? [{ is: 'cidr', networks: [`${literal}/128`] }] : [];
}

function isAddressField(name: string): boolean {
  return /(?:^|[._])ip$/.test(name);
}

function globPart(part: string | null): GlobPart {
  return part === null ? { part: 'any-run' } : { part: 'literal', text: part };
}

function isOnlyWildcard(text: Text): boolean {
  return !text.isQuoted && text.parts.length === 1 && text.parts[0] === null;
}

/** Equal texts of one field join into one test. */
function alternatives(of: readonly Predicate[]): Predicate {
  const joined: Predicate[] = [];
  for (const next of of.flatMap(part => (part.op === 'any' ? part.of : [part]))) {
    const last = joined.at(-1);
    const both = last === undefined ? null : joinEquals(last, next);
    if (both === null) joined.push(next);
    else joined[joined.length - 1] = both;
  }
  const [first] = joined;
  return first !== undefined && joined.length === 1 ? first : { op: 'any', of: joined };
}

function joinEquals(a: Predicate, b: Predicate): Predicate | null {
  if (a.op !== 'test' || b.op !== 'test' || a.test.is !== 'equal' || b.test.is !== 'equal') return null;
  if (JSON.stringify(a.value) !== JSON.stringify(b.value)) return null;
  return { ...a, test: { ...a.test, texts: [...a.test.texts, ...b.test.texts] } };
}

export function fieldValue(name: string): Value {
  return { op: 'field', field: fieldRef(name) };
}

function fieldRef(name: string): FieldRef {
  const field = ecsField(name);
  if (!name.endsWith('.text')) return field;
  return { ...field, names: [...field.names, { space: 'ecs', name: name.slice(0, -'.text'.length) }] };
}
