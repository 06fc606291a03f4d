import type { FieldRef } from './field-ref.ts';
import { legs } from './legs.ts';
import type { Predicate } from './predicate.ts';
import type { Rule } from './rule.ts';
import type { Test } from './test.ts';
import type { Value } from './value.ts';

/** Every predicate that looks at events, one per leg that reads them. */
export function predicatesOfRule(rule: Rule): readonly Predicate[] {
  return legs(rule.detection).flatMap(({ from }) => (from.kind === 'events' ? [from.where] : []));
}

/** Every field that the rule reads from events, keys and carried values included; each spelling once. */
export function fieldsOfRule(rule: Rule): readonly FieldRef[] {
  const found = new Found();
  for (const { from, key, values } of legs(rule.detection)) {
    if (from.kind === 'events') visitPredicate(from.where, found);
    for (const part of key) visitValue(part.value, found);
    for (const value of values) visitValue(value, found);
  }
  if (rule.suppression.kind === 'period') {
    for (const part of rule.suppression.by) visitValue(part.value, found);
  }
  return [...found.fields.values()];
}

/** Fields under a `some-member` are relative to the member and not among these; the array itself is. */
export function fieldsOfPredicate(predicate: Predicate): readonly FieldRef[] {
  const found = new Found();
  visitPredicate(predicate, found);
  return [...found.fields.values()];
}

export function fieldsOfValue(value: Value): readonly FieldRef[] {
  const found = new Found();
  visitValue(value, found);
  return [...found.fields.values()];
}

export function testsOfRule(rule: Rule): readonly Test[] {
  const found = new Found();
  for (const predicate of predicatesOfRule(rule)) visitPredicate(predicate, found);
  return found.tests;
}

export function testsOfPredicate(predicate: Predicate): readonly Test[] {
  const found = new Found();
  visitPredicate(predicate, found);
  return found.tests;
}

/** What one walk collects. `depth` counts the `some-member`s around us. */
class Found {
  readonly fields = new Map<string, FieldRef>();
  readonly tests: Test[] = [];
  depth = 0;
}

function visitPredicate(predicate: Predicate, found: Found): void {
  switch (predicate.op) {
    case 'always':
    case 'never':
      return;
    case 'all':
    case 'any':
      for (const part of predicate.of) visitPredicate(part, found);
      return;
    case 'not':
      visitPredicate(predicate.of, found);
      return;
    case 'test':
      found.tests.push(predicate.test);
      visitValue(predicate.value, found);
      return;
    case 'exists':
      visitValue(predicate.value, found);
      return;
    case 'compare':
      visitValue(predicate.left, found);
      visitValue(predicate.right, found);
      return;
    case 'keyword':
    case 'any-field':
      found.tests.push(predicate.test);
      return;
    case 'some-member':
      addField(predicate.array, found);
      found.depth += 1;
      visitPredicate(predicate.where, found);
      found.depth -= 1;
      return;
    case 'in-window':
      visitValue(predicate.time, found);
      return;
    default:
      predicate satisfies never;
  }
}

function visitValue(value: Value, found: Found): void {
  switch (value.op) {
    case 'field':
      addField(value.field, found);
      return;
    case 'constant':
    case 'event':
      return;
    case 'call':
      for (const arg of value.args) visitValue(arg, found);
      return;
    case 'if':
      visitPredicate(value.test, found);
      visitValue(value.then, found);
      visitValue(value.else, found);
      return;
    case 'first-of':
      for (const part of value.values) visitValue(part, found);
      return;
    default:
      value satisfies never;
  }
}

function addField(field: FieldRef, found: Found): void {
  if (found.depth > 0) return;
  const spelling = JSON.stringify(field);
  if (!found.fields.has(spelling)) found.fields.set(spelling, field);
}
