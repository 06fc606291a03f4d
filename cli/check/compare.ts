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

/** Two rules of the set, by path or id, held against each other. */
export function comparePair(operands: readonly string[], { build, loaded }: RuleSet): Pair {
  const [first, second] = operands.map(operand => ruleAt(operand, build.rules));
  if (first === undefined || second === undefined || operands.length !== 2) {
    throw new UsageError('--compare takes two rules', 'weir check --compare A.yml B.yaml');
  }
  const context = createContext({ ...emptySettings, values: loaded.config.values });
  return { first, second, comparison: compareRules(first, second, context) };
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

/** The same as one JSON document. */
export function compareJson({ first, second, comparison }: Pair): string {
  const { search, ...rest } = comparison;
  const difference = search.difference && {
    matchedBy: search.difference.matchedBy === 'first' ? 'A' : 'B',
    source: search.difference.event.source,
    fields: fieldsOf(search),
  };
  const name = (rule: Rule) => ({ id: rule.meta.id, title: rule.meta.title, path: rule.meta.span.path });
  return JSON.stringify({ A: name(first), B: name(second), ...rest, tried: search.tried, difference }, null, 2);
}

function ruleAt(operand: string, rules: RuleSet['build']['rules']): Rule | undefined {
  const found = rules.filter(({ path, id }) => path === operand || path.endsWith(`/${operand}`) || id === operand);
  const [only] = found;
  if (only === undefined) return undefined;
  if (only.rule === null) throw new UsageError(`${operand} does not compile`, `weir check ${operand} says why`);
  return only.rule;
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
  return [
    `only ${matchedBy === 'first' ? 'A' : 'B'} matches this event${source === '' ? '' : ` of ${source}`}:`,
    ...Object.entries(fieldsOf(search)).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`),
  ];
}

function fieldsOf(search: RuleComparison['search']): Record<string, unknown> {
  const values = [...(search.difference?.event.values ?? [])];
  return Object.fromEntries(values.map(([slot, value]) => [slot.replace(/^\w+:/, ''), value]));
}
