import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  compareRules,
  createContext,
  emptySettings,
  type OnlyIn,
  type RuleComparison,
} from '../../lib/engine/index.ts';
import type { Rule } from '../../lib/ir/index.ts';
import type { RuleSet } from '../rule-set.ts';
import { UsageError } from '../usage-error.ts';

/**
 * The rules of two operands; of any other number of them, every two rules of which one names the other as related. A file
 * of several rules is one operand with the id behind it: `default.policy#rule_id`.
 */
export function comparePairs(operands: readonly string[], { build, loaded }: RuleSet): readonly Pair[] {
  const context = createContext({ ...emptySettings, values: loaded.config.values });
  const couples = namedTogether(operands, build.rules) ?? related(build.rules);
  return couples.map(([first, second]) => ({ first, second, comparison: compareRules(first, second, context) }));
}

/** The file of an operand, for those who read it. */
export function fileOf(operand: string): string {
  return existsSync(operand) ? operand : operand.replace(/#[^#]*$/, '');
}

export interface Pair {
  readonly first: Rule;
  readonly second: Rule;
  readonly comparison: RuleComparison;
}

export function compareText({ first, second, comparison }: Pair): readonly string[] {
  const { fields, literals, operators, search, sameCorrelation } = comparison;
  return [
    `A  ${first.meta.title}  (${first.meta.language}, ${first.meta.span.path})`,
    `B  ${second.meta.title}  (${second.meta.language}, ${second.meta.span.path})`,
    '',
    ...differing('fields', fields),
    ...differing('literals', literals),
    ...differing('operators', operators),
    ...(sameCorrelation ? [] : ['what they make of matches over time differs', '']),
    ...event(search),
  ];
}

/** The same as one JSON document: an object for two rules that were named, else a list of such. */
export function compareJson(pairs: readonly Pair[], isList: boolean): string {
  const documents = pairs.map(documentOf);
  return JSON.stringify(isList ? documents : documents[0], null, 2);
}

function documentOf({ first, second, comparison }: Pair): object {
  const { search, ...rest } = comparison;
  const difference = search.difference && {
    matchedBy: search.difference.matchedBy === 'first' ? 'A' : 'B',
    source: search.difference.event.source,
    fields: fieldsOf(search),
  };
  const name = (rule: Rule) => ({ id: rule.meta.id, title: rule.meta.title, path: rule.meta.span.path });
  return { A: name(first), B: name(second), ...rest, tried: search.tried, difference };
}

type Couple = readonly [Rule, Rule];
type Rules = RuleSet['build']['rules'];

/** Null where the operands are not two rules: a folder is not, nor is one file alone. */
function namedTogether(operands: readonly string[], rules: Rules): readonly Couple[] | null {
  const [first, second, another] = operands;
  if (first === undefined || second === undefined || another !== undefined) return null;
  if ([first, second].some(operand => statSync(fileOf(operand), { throwIfNoEntry: false })?.isDirectory())) return null;
  return [[ruleAt(first, rules), ruleAt(second, rules)]];
}

function ruleAt(operand: string, rules: Rules): Rule {
  const file = fileOf(operand);
  const id = operand.slice(file.length + 1);
  const found = rules.filter(rule => resolve(rule.path) === resolve(file) && (id === '' || rule.id === id));
  const [only, another] = found;
  if (only === undefined) throw new UsageError(`${file} has no rule ${id}`);
  if (another !== undefined) {
    const message = `${file} holds ${found.length} rules, and --compare takes one of them`;
    throw new UsageError(message, `${file}#${only.id}`);
  }
  if (only.rule === null) throw new UsageError(`${operand} does not compile`, `weir check ${file} says why`);
  return only.rule;
}

function related(rules: Rules): readonly Couple[] {
  const compiled = rules.flatMap(({ rule }) => (rule === null ? [] : [rule]));
  const names = (one: Rule, other: Rule) => one.meta.related?.includes(other.meta.id) === true;
  const couples = compiled.flatMap((one, at) =>
    compiled
      .slice(at + 1)
      .filter(other => names(one, other) || names(other, one))
      .map((other): Couple => [one, other]),
  );
  if (couples.length > 0) return couples;
  throw new UsageError(
    'none of these rules names another as related',
    'two rules can be named as they are: weir check --compare A.yml B.yaml',
  );
}

function differing(what: string, { first, second }: OnlyIn): readonly string[] {
  if (first.length + second.length === 0) return [];
  return [`${what} only in A: ${list(first)}`, `${what} only in B: ${list(second)}`, ''];
}

function list(members: readonly string[]): string {
  return members.length === 0 ? 'none' : members.map(member => JSON.stringify(member)).join(', ');
}

function event(search: RuleComparison['search']): readonly string[] {
  if (search.difference === null)
    return [`no event that only one of them matches was found among ${search.tried} made of their literals`];
  const { matchedBy, event: made } = search.difference;
  const source = Object.values(made.source).join(' ');
  const values = Object.entries(fieldsOf(search)).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`);
  return [
    `only ${matchedBy === 'first' ? 'A' : 'B'} matches this event${source === '' ? '' : ` of ${source}`}:`,
    ...(values.length === 0 ? ['  (any, whatever it holds)'] : values),
  ];
}

function fieldsOf(search: RuleComparison['search']): Record<string, unknown> {
  const values = [...(search.difference?.event.values ?? [])];
  return Object.fromEntries(values.map(([slot, value]) => [slot.replace(/^\w+:/, ''), value]));
}
