import { type EventSelector, fieldsOfRule, legs, type Rule, testsOfRule } from '../../ir/index.ts';
import type { EvaluationContext } from '../context.ts';
import { findDifference, type Search } from './find-difference.ts';
import { slotOf } from './made-up-event.ts';

/** How two rules that claim the same detection differ. */
export interface RuleComparison {
  readonly fields: OnlyIn;
  readonly literals: OnlyIn;
  readonly operators: OnlyIn;
  readonly search: Search;
  /** That they differ in what they make of matches over time: windows, keys, thresholds. */
  readonly sameCorrelation: boolean;
}

export interface OnlyIn {
  readonly first: readonly string[];
  readonly second: readonly string[];
}

/** Made-up events that a comparison looks at. Some thousands take well under a second. */
export const defaultBound = 20_000;

export function compareRules(
  first: Rule,
  second: Rule,
  context: EvaluationContext,
  bound = defaultBound,
): RuleComparison {
  return {
    fields: onlyIn(first, second, rule => fieldsOfRule(rule).map(field => spelled(slotOf(field)))),
    literals: onlyIn(first, second, rule => testsOfRule(rule).flatMap(literalsOf)),
    operators: onlyIn(first, second, rule => testsOfRule(rule).map(operatorOf)),
    search: findDifference(selectorsOf(first), selectorsOf(second), context, bound),
    sameCorrelation: correlationOf(first) === correlationOf(second),
  };
}

function selectorsOf(rule: Rule): readonly EventSelector[] {
  return legs(rule.detection).flatMap(({ from }) => (from.kind === 'events' ? [from] : []));
}

function spelled(slot: string): string {
  return slot.replace(/^\w+:/, '');
}

function literalsOf(test: ReturnType<typeof testsOfRule>[number]): readonly string[] {
  switch (test.is) {
    case 'equal':
      return test.texts;
    case 'contains':
    case 'starts':
    case 'ends':
    case 'term':
      return [test.text];
    case 'like':
      return [test.parts.map(part => (part.part === 'literal' ? part.text : '*')).join('')];
    case 'regex':
      return [test.pattern];
    case 'cidr':
      return test.networks;
    case 'number':
    case 'boolean':
      return [String(test.to)];
    case 'listed':
      return [test.list];
    case 'null':
      return [];
    default:
      return test satisfies never;
  }
}

function operatorOf(test: ReturnType<typeof testsOfRule>[number]): string {
  if (test.is === 'number') return `number ${test.compare}`;
  return 'case' in test && test.case === 'sensitive' ? `${test.is} (case-sensitive)` : test.is;
}

function onlyIn(first: Rule, second: Rule, of: (rule: Rule) => readonly string[]): OnlyIn {
  const [one, other] = [new Set(of(first)), new Set(of(second))];
  return {
    first: [...one].filter(member => !other.has(member)).sort(),
    second: [...other].filter(member => !one.has(member)).sort(),
  };
}

/** All that a rule says of time and keys, without what it says of single events. */
function correlationOf({ detection }: Rule): string {
  if (detection.kind === 'single') return 'single';
  return JSON.stringify(detection, (key, value) => (key === 'where' || key === 'route' ? undefined : value));
}
