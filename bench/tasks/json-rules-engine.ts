import { Engine, type NestedCondition, type TopLevelCondition } from 'json-rules-engine';
import { compileRegex, createMatcher, createTables, eventRow, fold, isRouted } from '../../lib/engine/index.ts';
import type { LogEvent } from '../../lib/event/index.ts';
import type { FieldRef, Predicate, Test } from '../../lib/ir/index.ts';
import { millis } from '../measure.ts';
import { eventsAt, tables, type Workload } from '../workload.ts';

/**
 * What a Node user would pick: json-rules-engine, with an operator for each kind of test, and one engine for the rules of
 * the workload's first event's log source. Rules that it cannot express are left out on both sides.
 */
export interface Peer {
  readonly rules: number;
  readonly left: number;
  readonly events: number;
  readonly theirMicros: number;
  readonly ourMicros: number;
  /** Events for which the two name different rules. */
  readonly differing: number;
}

const EVENTS = 40;

export async function jsonRulesEngine({ lines, bundle }: Workload): Promise<Peer> {
  const stride = Math.max(1, Math.floor(lines.starts.length / EVENTS));
  const events = [...lines.starts.keys()].filter(at => at % stride === 0).flatMap(at => eventsAt(lines, at));
  const [first] = events;
  if (first === undefined) throw new Error('a workload has events');
  const facts = new Map<string, FieldRef>();
  const routed = [...bundle.selectors.entries()].filter(([, { route }]) => isRouted(route, first));
  const expressed = routed.flatMap(([selector, { where }]) => {
    const conditions = conditionsOf(where, facts);
    return conditions === null ? [] : [{ selector, conditions }];
  });
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const [name, holds] of operators) engine.addOperator(name, holds);
  for (const { selector, conditions } of expressed) {
    engine.addRule({ conditions, event: { type: String(selector) } });
  }
  const theirs: number[][] = [];
  const run = async (): Promise<void> => {
    theirs.length = 0;
    for (const event of events) {
      const { events: found } = await engine.run(factsOf(event, facts));
      theirs.push(found.map(({ type }) => Number(type)).sort((a, b) => a - b));
    }
  };
  await run();
  const before = process.cpuUsage();
  await run();
  const spent = process.cpuUsage(before);
  const kept = new Set(expressed.map(({ selector }) => selector));
  const matcher = createMatcher({ ...bundle }, tables);
  const ours = (): readonly number[][] => {
    const found = events.map(event => matcher.match(event).matched.filter(selector => kept.has(selector)));
    matcher.forget();
    return found;
  };
  for (let warm = 0; warm < 20; warm += 1) ours();
  const found = ours();
  return {
    rules: expressed.length,
    left: routed.length - expressed.length,
    events: events.length,
    theirMicros: (spent.user + spent.system) / events.length,
    ourMicros: (Math.min(millis(ours), millis(ours), millis(ours)) * 1000) / events.length,
    differing: found.filter((selectors, at) => JSON.stringify(selectors) !== JSON.stringify(theirs[at])).length,
  };
}

const tableOf = createTables(tables);

/** Each field that a rule asks for, read once and folded once: as favourable to the peer as to ourselves. */
function factsOf(event: LogEvent, facts: ReadonlyMap<string, FieldRef>): Record<string, unknown> {
  const row = eventRow(event, tableOf(event.source));
  return Object.fromEntries(
    [...facts].flatMap(([name, field]) => {
      const value = row.field(field);
      return typeof value === 'string' ? [[name, { text: value, folded: fold(value) }]] : [];
    }),
  );
}

interface Fact {
  readonly text: string;
  readonly folded: string;
}

type Operator = (fact: Fact | undefined, wanted: never) => boolean;

const operators: readonly (readonly [string, Operator])[] = [
  ['equals', (fact: Fact | undefined, texts: Set<string>) => fact !== undefined && texts.has(fact.folded)],
  ['holds', (fact: Fact | undefined, text: string) => fact?.folded.includes(text) ?? false],
  ['starts', (fact: Fact | undefined, text: string) => fact?.folded.startsWith(text) ?? false],
  ['ends', (fact: Fact | undefined, text: string) => fact?.folded.endsWith(text) ?? false],
  [
    'fits',
    (fact: Fact | undefined, regex: { test: (text: string) => boolean }) => fact !== undefined && regex.test(fact.text),
  ],
];

function conditionsOf(predicate: Predicate, facts: Map<string, FieldRef>): TopLevelCondition | null {
  const nested = conditionOf(predicate, facts);
  if (nested === null) return null;
  return 'all' in nested || 'any' in nested || 'not' in nested ? nested : { all: [nested] };
}

/** Null where a part is of another kind, or the sign of case, or asks for values that are no text. */
function conditionOf(predicate: Predicate, facts: Map<string, FieldRef>): NestedCondition | null {
  switch (predicate.op) {
    case 'all':
    case 'any': {
      const parts = predicate.of.map(part => conditionOf(part, facts));
      const kept = parts.filter(part => part !== null);
      if (kept.length < parts.length) return null;
      return predicate.op === 'all' ? { all: kept } : { any: kept };
    }
    case 'not': {
      const part = conditionOf(predicate.of, facts);
      return part === null ? null : { not: part };
    }
    case 'test': {
      const { value, test } = predicate;
      if (value.op !== 'field') return null;
      const asked = operatorOf(test);
      if (asked === null) return null;
      const fact = JSON.stringify(value.field.names);
      facts.set(fact, value.field);
      return { fact, ...asked };
    }
    default:
      return null;
  }
}

function operatorOf(test: Test): { readonly operator: string; readonly value: unknown } | null {
  if (test.is === 'regex') return { operator: 'fits', value: compileRegex(test) };
  if (!('case' in test) || test.case !== 'insensitive') return null;
  switch (test.is) {
    case 'equal':
      return { operator: 'equals', value: new Set(test.texts.map(fold)) };
    case 'contains':
      return { operator: 'holds', value: fold(test.text) };
    case 'starts':
    case 'ends':
      return { operator: test.is, value: fold(test.text) };
    default:
      return null;
  }
}
