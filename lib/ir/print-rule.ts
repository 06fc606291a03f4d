import type { FieldName, FieldRef } from './field-ref.ts';
import { detectionLines } from './print-detection.ts';
import { printMicros } from './print-micros.ts';
import { indent, printField, printValue } from './print-predicate.ts';
import type { Rule, Suppression } from './rule.ts';

/** A whole rule for golden tests and `weir explain`: the detection, how findings merge, and what its fields resolve to. */
export function printRule(rule: Rule): string {
  return [
    `rule ${rule.meta.id}${rule.meta.name === '' ? '' : ` (${rule.meta.name})`} ${rule.meta.severity}`,
    ...indent(detectionLines(rule.detection)),
    `suppress ${printSuppression(rule.suppression)}`,
    ...(rule.emits ? [] : ['feeds other rules only']),
    ...(rule.pipes ?? []).map(({ keep, count }) => `${keep} ${count} of the matches`),
    ...fieldLines(rule),
  ].join('\n');
}

function printSuppression(suppression: Suppression): string {
  if (suppression.kind === 'off') return 'off';
  const by = suppression.by.map(part => `${part.name} = ${printValue(part.value)}`).join(', ');
  return `per ${by === '' ? 'default entity' : by} and ${printMicros(suppression.period)}`;
}

function fieldLines(rule: Rule): string[] {
  const lines = new Set<string>();
  visitFields([rule.detection, rule.suppression], field => {
    lines.add(`${printField(field)} = ${field.names.map(printName).join(', ') || 'nothing'}`);
  });
  return lines.size === 0 ? [] : ['fields', ...indent([...lines].sort())];
}

function printName(name: FieldName): string {
  return name.space === 'ecs' ? `ecs ${name.name}` : name.name;
}

/** The IR is plain data, so its field references can be found without knowing every place that may hold one. */
function visitFields(node: unknown, visit: (field: FieldRef) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (isFieldRef(node)) visit(node);
  else for (const inner of Object.values(node)) visitFields(inner, visit);
}

function isFieldRef(node: object): node is FieldRef {
  return 'field' in node && 'names' in node && typeof node.field === 'string' && Array.isArray(node.names);
}
