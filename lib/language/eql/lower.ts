import type { Detection, EventSelector, Input, KeyPart, Route, SequenceStep, Value } from '../../ir/index.ts';
import { ecsField, type Range } from '../text/index.ts';
import { type Duration, type EventFilter, type Expression, fieldName, type Query, type Step } from './ast.ts';
import { checkCondition, checkTypes } from './check-types.ts';
import { all } from './logic.ts';
import { complainOfUnknownFields, lowerCondition } from './lower-condition.ts';
import { type Lowering, lowerValue } from './lower-value.ts';
import { printExpression } from './print.ts';
import { equalsAny } from './string-test.ts';

/** Where a query's events come from, and how far back it looks. */
export interface Setting {
  readonly route: Route;
  /** Bounds a sequence without `maxspan`, and every sample. */
  readonly lookBackMicros: number;
  /** Where the category stands, if not in `event.category`. */
  readonly categoryField?: string;
}

/** A checked query as a detection. What is wrong with it has been said to the complaints. */
export function lower(query: Query, setting: Setting, lowering: Lowering): Detection {
  const { of } = query;
  switch (of.kind) {
    case 'event':
      return { kind: 'single', events: [selector(of.filter, setting, lowering)] };
    case 'sequence':
      return lowerSequence(of, setting, lowering);
    case 'sample':
      return lowerSample(of, setting, lowering);
    default:
      return of satisfies never;
  }
}

function lowerSequence(
  of: Extract<Query['of'], { kind: 'sequence' }>,
  setting: Setting,
  lowering: Lowering,
): Detection {
  checkKeys(of.by, of.until === null ? of.steps : [...of.steps, of.until], lowering);
  const { complaints } = lowering;
  if (of.steps.some(step => step.isMissing)) {
    if (of.maxSpan === null) {
      complaints.add('error', 'eql-syntax', 'a missing event needs a maxspan', of.range, 'sequence … with maxspan=1m');
    }
    if (of.steps.every(step => step.isMissing)) {
      complaints.add('error', 'eql-syntax', 'a sequence needs an event that is there', of.range);
    }
  }
  const positive = of.steps.filter(step => !step.isMissing).reduce((sum, step) => sum + step.runs, 0);
  if (positive + (of.steps.length - of.steps.filter(step => !step.isMissing).length) < 2) {
    complaints.add('error', 'eql-syntax', 'a sequence has at least two events', of.range);
  }
  if (of.until?.isMissing === true) {
    complaints.add('error', 'eql-syntax', '"until" takes an event that is there', of.until.range);
  }
  const steps = of.steps.map(
    (step, index): SequenceStep => ({
      ...input(step, index, of.by, setting, lowering),
      missing: step.isMissing,
      runs: step.runs,
    }),
  );
  const until =
    of.until === null ? null : { ...input(of.until, of.steps.length, of.by, setting, lowering), name: 'until' };
  const maxSpan = of.maxSpan === null ? setting.lookBackMicros : micros(of.maxSpan);
  const spanFrom = of.maxSpan === null ? fromLookBack(setting) : {};
  return { kind: 'sequence', steps, until, maxSpan, ...spanFrom };
}

function lowerSample(of: Extract<Query['of'], { kind: 'sample' }>, setting: Setting, lowering: Lowering): Detection {
  checkKeys(of.by, of.steps, lowering);
  const { complaints } = lowering;
  for (const step of of.steps) {
    if (step.isMissing) complaints.add('error', 'eql-syntax', 'a sample has no missing events', step.range);
    if (step.runs !== 1) complaints.add('error', 'eql-syntax', 'a sample has no runs', step.range);
  }
  if (of.steps.length < 2) complaints.add('error', 'eql-syntax', 'a sample has at least two events', of.range);
  if (of.by.length === 0 && of.steps.every(step => step.by.length === 0)) {
    complaints.add('error', 'eql-syntax', 'a sample needs "by"', of.range, 'sample by host.id …');
  }
  const inputs = of.steps.map((step, index) => input(step, index, of.by, setting, lowering));
  return { kind: 'sample', inputs, span: setting.lookBackMicros, ...fromLookBack(setting) };
}

/** A hunt looks at everything, which needs no word of explanation. */
function fromLookBack({ lookBackMicros }: Setting): { readonly spanFrom?: 'look-back' } {
  return lookBackMicros === Number.MAX_SAFE_INTEGER ? {} : { spanFrom: 'look-back' };
}

function input(step: Step, index: number, by: readonly Expression[], setting: Setting, lowering: Lowering): Input {
  return {
    name: `step-${index + 1}`,
    from: { kind: 'events', ...selector(step.filter, setting, lowering) },
    key: [...by, ...step.by].map(key => keyPart(key, lowering)),
    values: [],
  };
}

function keyPart(key: Expression, lowering: Lowering): KeyPart {
  const isOptional = key.kind === 'field' && key.isOptional;
  const name = key.kind === 'field' ? fieldName(key) : printExpression(key);
  return { name, value: lowerValue(key, lowering), missing: isOptional ? 'null' : 'drop' };
}

function selector(filter: EventFilter, setting: Setting, lowering: Lowering): EventSelector {
  checkCondition(filter.condition, lowering.complaints);
  complainOfUnknownFields(filter.condition, lowering);
  const { yes } = lowerCondition(filter.condition, lowering, 'query');
  const isCategory =
    filter.category === null ? [] : [equalsAny(categoryValue(setting), [filter.category], 'sensitive')];
  return { route: setting.route, where: all([...isCategory, yes]) };
}

function categoryValue({ categoryField: name = 'event.category' }: Setting): Value {
  return { op: 'field', field: ecsField(name) };
}

function checkKeys(by: readonly Expression[], steps: readonly Step[], lowering: Lowering): void {
  const { complaints } = lowering;
  const [first] = steps;
  for (const step of steps) {
    if (step.by.length === first?.by.length) continue;
    const message = `this event has ${count(by.length + step.by.length)}, the first has ${count(by.length + (first?.by.length ?? 0))}`;
    complaints.add('error', 'eql-syntax', message, step.range, 'every event names the same number of keys');
  }
  const keys = [...by, ...steps.flatMap(step => step.by)];
  for (const key of keys) {
    checkTypes(key, complaints);
    complainOfUnknownFields(key, lowering);
    if (key.kind === 'field') continue;
    const message = "Elastic's EQL takes only fields as keys; weir computes this one";
    complaints.add('note', 'eql-extension', message, key.range satisfies Range);
  }
}

function count(keys: number): string {
  return keys === 1 ? '1 key' : `${keys} keys`;
}

const unitMicros: Readonly<Record<Duration['unit'], number>> = {
  ms: 1000,
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
  d: 86_400_000_000,
};

function micros({ amount, unit }: Duration): number {
  return Math.min(amount * unitMicros[unit], Number.MAX_SAFE_INTEGER);
}
