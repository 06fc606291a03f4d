import type {
  Detection,
  EventSelector,
  Input,
  KeyPart,
  LinkedVerdict,
  Measure,
  Route,
  VariableScope,
  VariableSet,
} from './detection.ts';
import { printMicros } from './print-micros.ts';
import { indent, predicateLines, printValue } from './print-predicate.ts';
import { relationLines } from './print-relation.ts';
import type { Value } from './value.ts';

export function detectionLines(detection: Detection): string[] {
  switch (detection.kind) {
    case 'single':
      return [
        'single',
        ...indent(detection.events.flatMap(selectorLines)),
        ...(detection.carry ?? []).map(({ name, value }) => `  carry ${name} = ${printValue(value)}`),
      ];
    case 'aggregate':
      return [
        `aggregate within ${printMicros(detection.span)}${printOrigin(detection)}${printWindow(detection.window)}`,
        ...indent(detection.inputs.flatMap(input => inputLines('input', input))),
        ...indent(detection.measures.map(printMeasure)),
        ...having(detection.having),
      ];
    case 'temporal':
      return [
        `temporal within ${printMicros(detection.span)}, ${detection.order === 'strict' ? 'in this order' : 'in any order'}`,
        ...indent(detection.inputs.flatMap(input => inputLines('input', input))),
        ...having(detection.having),
      ];
    case 'linked':
      return [
        `linked within ${printMicros(detection.span)}`,
        ...indent(
          detection.inputs.flatMap(input =>
            inputLines(`${input.leg}, ${input.role}, known by ${input.identity},`, input),
          ),
        ),
        ...detection.verdicts.map(printVerdict),
      ];
    case 'join':
      return [
        `join ${detection.join} within ${printMicros(detection.span)}${printWindow(detection.window)}`,
        ...indent(inputLines('left', detection.left)),
        ...indent(inputLines('right', detection.right)),
        ...having(detection.where),
      ];
    case 'sequence':
      return [
        `sequence within ${printMicros(detection.maxSpan)}${printOrigin(detection)}`,
        ...indent(
          detection.steps.flatMap(step =>
            inputLines(
              `${step.missing ? 'missing step' : 'step'}${step.runs === 1 ? '' : ` ${step.runs} times`}`,
              step,
            ),
          ),
        ),
        ...(detection.until === null ? [] : indent(inputLines('until', detection.until))),
      ];
    case 'sample':
      return [
        `sample within ${printMicros(detection.span)}${printOrigin(detection)}`,
        ...indent(detection.inputs.flatMap(input => inputLines('input', input))),
      ];
    case 'first-seen':
      return [
        `first seen in ${detection.historyDays} days, learning ${detection.learningDays}, frozen after ${detection.freezeDays}`,
        ...indent(inputLines('input', detection.input)),
      ];
    case 'absence':
      return [
        `absence for ${printMicros(detection.span)}${detection.window === null ? '' : ` in window ${detection.window}`}`,
        ...(detection.named ?? []).map(key => `  also of ${JSON.stringify(key)}`),
        ...indent(inputLines('expected', detection.expected)),
        ...(detection.after === null ? [] : indent(inputLines('after', detection.after))),
      ];
    case 'variable':
      return [
        'variables',
        ...indent(inputLines('scope', detection.scope)),
        ...indent(detection.sets.flatMap(variableLines)),
        ...(detection.reads.length === 0 ? [] : [`  reads ${detection.reads.join(', ')}`]),
        ...indent(detection.scopes.map(printScope)),
        ...having(detection.where),
      ];
    case 'query':
      return [
        `query over ${printMicros(detection.span)} every ${printMicros(detection.every)}, rows ${detection.threshold.compare} ${detection.threshold.to}`,
        ...indent(detection.inputs.flatMap(input => inputLines('input', input))),
        ...indent(relationLines(detection.query)),
        ...detection.entities.map(({ name, column }) => `  about ${name} = ${column}`),
      ];
    default:
      return detection satisfies never;
  }
}

function printScope({ variable, of, missing, ancestors }: VariableScope): string {
  const spelled = (positions: readonly number[]) => positions.map(position => `value ${position}`).join(', ');
  const inherited = ancestors.length === 0 ? '' : `, inherited from ${spelled(ancestors)}`;
  return `${variable} of ${spelled(of)}${missing === 'null' ? ', missing ones together' : ''}${inherited}`;
}

function printVerdict({ legs, strong, lower, confidence }: LinkedVerdict): string {
  const wanted = legs.map(leg => (strong.includes(leg) ? `strong ${leg}` : leg)).join(' and ');
  return `  ${confidence} confidence${lower === 0 ? '' : `, ${lower} lower`}, where ${wanted}`;
}

function printOrigin({ spanFrom }: { readonly spanFrom?: 'look-back' }): string {
  return spanFrom === undefined ? '' : ', the look-back';
}

function selectorLines(selector: EventSelector): string[] {
  return [`events of ${printRoute(selector.route)}`, ...indent(predicateLines(selector.where))];
}

export function printRoute(route: Route): string {
  if (route.length === 0) return 'any source';
  return route
    .map(pattern => Object.entries(pattern).map(([key, value]) => `${key} ${[value].flat().join('|')}`))
    .map(parts => (parts.length === 0 ? 'any source' : parts.join(' and ')))
    .join(', or ');
}

function inputLines(role: string, input: Input): string[] {
  return [
    `${role} ${input.name}`,
    ...indent(input.from.kind === 'rule' ? [`findings of rule ${input.from.rule}`] : selectorLines(input.from)),
    ...indent(input.key.map(printKey)),
    ...indent(input.values.map((value: Value, index) => `value ${index} = ${printValue(value)}`)),
  ];
}

function printKey(part: KeyPart): string {
  return `by ${part.name} = ${printValue(part.value)}${part.each === true ? ', each member' : ''}${part.missing === 'null' ? ', missing ones together' : ''}`;
}

function printMeasure(measure: Measure): string {
  const of = measure.of.map(position => `value ${position}`).join(', ');
  const percent = measure.percent === undefined ? '' : ` at ${measure.percent}`;
  return `measure ${measure.name} = ${measure.function}(${of})${percent}`;
}

function printWindow(
  window: { readonly kind: 'sliding' } | { readonly kind: 'ticks'; readonly every: number },
): string {
  return window.kind === 'ticks' ? `, looking every ${printMicros(window.every)}` : '';
}

function having(predicate: Parameters<typeof predicateLines>[0]): string[] {
  return ['  having', ...indent(indent(predicateLines(predicate)))];
}

function variableLines(set: VariableSet): string[] {
  const details = [
    set.append ? 'append' : 'set',
    `${set.name} = ${printValue(set.value)}`,
    ...(set.ttl === null ? [] : [`for ${printMicros(set.ttl)}`]),
    ...(set.size === null ? [] : [`at most ${set.size}`]),
    ...(set.initial === null ? [] : [`from ${JSON.stringify(set.initial)}`]),
  ];
  return [
    details.join(' '),
    ...indent(selectorLines(set.by)),
    ...indent(set.values.map((value, index) => `value ${index} = ${printValue(value)}`)),
    ...indent(['when', ...indent(predicateLines(set.when))]),
  ];
}
