import type { FieldRef, LetterCase, Predicate, Test, Value } from '../../ir/index.ts';
import { didYouMean, error, regexTest, warning, type YamlScalar } from '../text/index.ts';
import type { SearchItem } from './ast.ts';
import { fieldValue } from './field-names.ts';
import type { Misuse, ModifierResult } from './modifier.ts';
import { modifiers } from './modifiers.ts';
import type { Operand } from './operand.ts';
import type { Report } from './report.ts';
import { joinParts, parseSigmaText, plainText, type SigmaText } from './sigma-text.ts';

export interface ItemContext {
  readonly field: (name: string) => FieldRef;
  readonly placeholders: Readonly<Record<string, readonly string[]>>;
  readonly report: Report;
}

/** `field|modifiers: values` to a predicate. Values are alternatives, with `all` they must all hold, with `neq` none may. */
export function lowerItem(item: SearchItem, context: ItemContext): Predicate {
  checkModifiers(item, context.report);
  const names = item.modifiers.map(({ name }) => name);
  const letterCase: LetterCase = names.includes('cased') ? 'sensitive' : 'insensitive';
  const values = item.values.map(value => lowerValue(item, value, letterCase, context));
  const joined: Predicate = names.includes('all') ? allOf(values) : anyOf(mergeEqual(values.flat()));
  return names.includes('neq') ? { op: 'not', of: joined } : joined;
}

function checkModifiers(item: SearchItem, report: Report): void {
  for (const { name, span } of item.modifiers) {
    if (Object.hasOwn(modifiers, name)) continue;
    const known = Object.keys(modifiers);
    const message = `unknown modifier "${name}"${didYouMean(name, known)}`;
    report(error('unknown-modifier', message, span, `known: ${known.join(', ')}`));
  }
  const names = item.modifiers.map(({ name }) => name);
  const offset = item.modifiers.find(({ name }) => name === 'base64offset');
  if (offset !== undefined && !names.includes('contains')) {
    const message = 'base64offset gives parts of longer encoded text, and a field that is only the part is unlikely';
    report(warning('base64offset-alone', message, offset.span, 'add contains: "field|base64offset|contains"'));
  }
  const all = item.modifiers.find(({ name }) => name === 'all');
  if (all !== undefined && item.values.length === 1) {
    report(warning('all-of-one', 'all does nothing with a single value', all.span, 'leave it out, or give a list'));
  }
}

/** What one value means: alternatives, several where a modifier gave several. */
function lowerValue(item: SearchItem, value: YamlScalar, letterCase: LetterCase, context: ItemContext): Predicate[] {
  let operands: readonly Operand[] = [operandOf(value)];
  const before: string[] = [];
  for (const { name } of item.modifiers) {
    const apply = Object.hasOwn(modifiers, name) ? modifiers[name]?.apply : undefined;
    if (apply === undefined || apply === null) continue;
    const step = { before: [...before], placeholders: context.placeholders };
    const results: ModifierResult[] = operands.map(operand => apply(operand, step));
    const wrong = results.find(result => 'misuse' in result);
    if (wrong !== undefined && 'misuse' in wrong) {
      reportMisuse(wrong, value, context.report);
      return [];
    }
    operands = results.flatMap(result => ('misuse' in result ? [] : result));
    before.push(name);
  }
  return operands.flatMap(operand => lowerOperand(item, operand, letterCase, value, context));
}

function reportMisuse({ code, misuse, hint }: Misuse, value: YamlScalar, report: Report): void {
  report(error(code, misuse, value.span, hint));
}

function operandOf({ value, source }: YamlScalar): Operand {
  if (value === null) return { kind: 'null' };
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (typeof value === 'number') return { kind: 'number', value, source };
  return { kind: 'text', text: parseSigmaText(value), raw: value };
}

function lowerOperand(
  item: SearchItem,
  operand: Operand,
  letterCase: LetterCase,
  at: YamlScalar,
  context: ItemContext,
): Predicate[] {
  if (item.field === '') return lowerKeyword(item, operand, letterCase, at, context);
  const value = fieldValue(context.field(item.field));
  switch (operand.kind) {
    case 'null':
      return [{ op: 'not', of: { op: 'exists', value, null: 'missing' } }];
    case 'exists':
      return [negateUnless(operand.wanted, { op: 'exists', value, null: 'counts' })];
    case 'field':
      return [
        {
          op: 'compare',
          left: value,
          compare: operand.how === 'equal' ? '==' : operand.how,
          right: { op: 'field', field: context.field(operand.name) },
          case: letterCase,
        },
      ];
    case 'measure': {
      const measured: Value = operand.part === null ? value : { op: 'call', function: operand.part, args: [value] };
      const test: Test = { is: 'number', compare: operand.compare, to: operand.to, numericText: true };
      return [{ op: 'test', value: measured, test, members: 'any' }];
    }
    case 'text':
      // `*` alone is Sigma's old idiom for "has a value", which an object or an empty array also is.
      if (operand.text.length === 1 && operand.text[0]?.part === 'any-run') {
        return [{ op: 'exists', value, null: 'missing' }];
      }
      break;
  }
  const test = testOf(operand, letterCase, at, context.report);
  return test === null ? [] : [{ op: 'test', value, test, members: 'any' }];
}

/** A keyword stands anywhere in a value or in the log's text, unless a modifier says where. */
function lowerKeyword(
  item: SearchItem,
  operand: Operand,
  letterCase: LetterCase,
  at: YamlScalar,
  context: ItemContext,
): Predicate[] {
  if (operand.kind === 'null' || operand.kind === 'exists' || operand.kind === 'field' || operand.kind === 'measure') {
    const what = operand.kind === 'null' ? 'null' : 'this modifier';
    context.report(error('keyword', `${what} needs a field; a keyword is text to search for`, at.span));
    return [];
  }
  const isPlaced = item.modifiers.some(({ name }) => name === 'startswith' || name === 'endswith');
  const text = textOf(operand);
  const searched: Operand = text === null || isPlaced ? operand : { kind: 'text', text: anywhere(text), raw: '' };
  const test = testOf(searched, letterCase, at, context.report);
  return test === null ? [] : [{ op: 'keyword', test: scalarsOnly(test) }];
}

function anywhere(text: SigmaText): SigmaText {
  return joinParts([{ part: 'any-run' }, ...text, { part: 'any-run' }]);
}

/** Each scalar of the record is asked by itself, so an object's JSON has nothing to add. */
function scalarsOnly(test: Test): Test {
  return 'asText' in test ? { ...test, asText: 'scalars' } : test;
}

function textOf(operand: Operand): SigmaText | null {
  if (operand.kind === 'text') return operand.text;
  if (operand.kind === 'number') return [{ part: 'literal', text: operand.source }];
  if (operand.kind === 'boolean') return [{ part: 'literal', text: String(operand.value) }];
  if (operand.kind === 'bytes') return [{ part: 'literal', text: Buffer.from(operand.bytes).toString('latin1') }];
  return null;
}

function testOf(operand: Operand, letterCase: LetterCase, at: YamlScalar, report: Report): Test | null {
  switch (operand.kind) {
    case 'number':
      return equal([...new Set([String(operand.value), operand.source])], letterCase);
    case 'boolean':
      return equal([String(operand.value)], letterCase);
    case 'network':
      return { is: 'cidr', networks: [operand.network] };
    case 'regex': {
      const made = regexTest(operand.source, operand.flags, 'scalars');
      if ('test' in made) {
        if (made.backtracking === 'exponential') report(slowRegex(at));
        return made.test;
      }
      report(error('invalid-regex', made.problem, at.span, made.hint));
      return null;
    }
    default: {
      const text = textOf(operand);
      return text === null ? null : textTest(text, letterCase);
    }
  }
}

function slowRegex({ span }: YamlScalar) {
  const message =
    'a tool that runs this pattern by backtracking can be stalled by one event; weir runs it in linear time';
  const hint = 'let no repeated part match the same text in two ways: (a+)+ is a+, (a|ab)* is (ab?)*';
  return warning('redos', message, span, hint);
}

function equal(texts: readonly string[], letterCase: LetterCase): Test {
  return { is: 'equal', texts, case: letterCase, asText: 'scalars' };
}

/** The cheapest test that says the same. What may stand anywhere is also looked for in an object's JSON text. */
function textTest(text: SigmaText, letterCase: LetterCase): Test {
  const plain = plainText(text);
  if (plain !== null) return equal([plain], letterCase);
  const opens = text[0]?.part === 'any-run';
  const closes = text.at(-1)?.part === 'any-run';
  const inner = plainText(text.slice(opens ? 1 : 0, closes ? -1 : undefined));
  const asText = opens && closes ? 'json' : 'scalars';
  if (inner !== null) {
    return { is: opens ? (closes ? 'contains' : 'ends') : 'starts', text: inner, case: letterCase, asText };
  }
  return { is: 'like', parts: text.filter(isGlobPart), case: letterCase, asText };
}

/** No placeholder is left once `expand` was applied; without it a percent sign is a character like any other. */
function isGlobPart(part: SigmaText[number]): part is Exclude<SigmaText[number], { readonly part: 'placeholder' }> {
  return part.part !== 'placeholder';
}

function negateUnless(wanted: boolean, predicate: Predicate): Predicate {
  return wanted ? predicate : { op: 'not', of: predicate };
}

/** One `equal` test with many texts is a single lookup for the engine. */
function mergeEqual(predicates: readonly Predicate[]): Predicate[] {
  const merged: Predicate[] = [];
  for (const predicate of predicates) {
    const last = merged.at(-1);
    if (isEqualTest(predicate) && last !== undefined && isEqualTest(last)) {
      const texts = [...new Set([...last.test.texts, ...predicate.test.texts])];
      merged[merged.length - 1] = { ...last, test: { ...last.test, texts } };
    } else if (isNetworkTest(predicate) && last !== undefined && isNetworkTest(last)) {
      const networks = [...new Set([...last.test.networks, ...predicate.test.networks])];
      merged[merged.length - 1] = { ...last, test: { ...last.test, networks } };
    } else merged.push(predicate);
  }
  return merged;
}

type FieldTest<Is extends Test['is']> = Predicate & { readonly op: 'test'; readonly test: Test & { readonly is: Is } };

function isEqualTest(predicate: Predicate): predicate is FieldTest<'equal'> {
  return predicate.op === 'test' && predicate.test.is === 'equal';
}

function isNetworkTest(predicate: Predicate): predicate is FieldTest<'cidr'> {
  return predicate.op === 'test' && predicate.test.is === 'cidr';
}

function allOf(values: readonly (readonly Predicate[])[]): Predicate {
  const of = values.map(anyOf);
  const [only] = of;
  return of.length === 1 && only !== undefined ? only : { op: 'all', of };
}

function anyOf(of: readonly Predicate[]): Predicate {
  const [only] = of;
  return of.length === 1 && only !== undefined ? only : { op: 'any', of };
}
