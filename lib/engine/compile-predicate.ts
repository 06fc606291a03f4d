import { type JsonValue, parseIsoMicros } from '../event/index.ts';
import type { Predicate, Value } from '../ir/index.ts';
import { answersCompiled, type CompiledTest, compileTest } from './compile-test.ts';
import type { EvaluationContext } from './context.ts';
import type { EventSlots, SlotPlan } from './event-slots.ts';
import { call, callEach } from './functions/index.ts';
import { isIndexed, members } from './members.ts';
import { comparePair, evaluatePredicate } from './reference.ts';

/** A predicate as nested closures over slots: nothing of it is walked, looked up or folded again per event. */
export type CompiledPredicate = (slots: EventSlots) => boolean;
/** What is compiled of a predicate that holds for every event. */
export const holdsAlways: CompiledPredicate = () => true;

type CompiledValue = (slots: EventSlots) => JsonValue | undefined;

export function compilePredicate(predicate: Predicate, plan: SlotPlan, context: EvaluationContext): CompiledPredicate {
  const inner = (part: Predicate): CompiledPredicate => compilePredicate(part, plan, context);
  switch (predicate.op) {
    case 'always':
      return holdsAlways;
    case 'never':
      return () => false;
    case 'all':
      return all(predicate.of.map(inner));
    case 'any':
      return any(predicate.of.map(inner));
    case 'not': {
      const of = inner(predicate.of);
      return slots => !of(slots);
    }
    case 'test':
      return compileTestPredicate(predicate, plan, context);
    case 'exists': {
      const value = compileValue(predicate.value, plan, context);
      if (predicate.null === 'counts') return slots => value(slots) !== undefined;
      return slots => isIndexed(value(slots));
    }
    case 'compare': {
      const left = compileValue(predicate.left, plan, context);
      const right = compileValue(predicate.right, plan, context);
      return slots => {
        const [a, b] = [left(slots), right(slots)];
        if (a === undefined || b === undefined) return false;
        const rights = members(b);
        return members(a).some(x => rights.some(y => comparePair(x, y, predicate)));
      };
    }
    case 'keyword': {
      const test = compileTest(predicate.test, context);
      return slots => slots.keywordValues().some(value => answersCompiled(test, value));
    }
    // Rare, and full of names that only the record knows: the reference is quick enough.
    case 'some-member':
    case 'any-field':
      return slots => evaluatePredicate(predicate, slots.row(), context);
    case 'in-window': {
      const time = compileValue(predicate.time, plan, context);
      return slots => {
        const value = time(slots);
        const micros = typeof value === 'string' ? parseIsoMicros(value) : typeof value === 'number' ? value : null;
        return micros !== null && context.isInWindow(predicate.window, micros);
      };
    }
    default:
      return predicate satisfies never;
  }
}

export function compileValue(value: Value, plan: SlotPlan, context: EvaluationContext): CompiledValue {
  const inner = (part: Value): CompiledValue => compileValue(part, plan, context);
  switch (value.op) {
    case 'field': {
      const slot = plan.slotOf(value.field.names);
      return slots => slots.value(slot);
    }
    case 'constant':
      return () => value.value;
    case 'event':
      return slots => slots.row().event(value.what);
    case 'if': {
      const [test, yes, no] = [compilePredicate(value.test, plan, context), inner(value.then), inner(value.else)];
      return slots => (test(slots) ? yes(slots) : no(slots));
    }
    case 'first-of': {
      const each = value.values.map(inner);
      return slots => {
        for (const one of each) {
          const found = one(slots);
          if (found !== undefined) return found;
        }
        return undefined;
      };
    }
    case 'call': {
      const args = value.args.map(inner);
      const apply = value.each === true ? callEach : call;
      return slots =>
        apply(
          value.function,
          args.map(arg => arg(slots)),
          context,
        );
    }
    default:
      return value satisfies never;
  }
}

type TestPredicate = Extract<Predicate, { readonly op: 'test' }>;

function compileTestPredicate(predicate: TestPredicate, plan: SlotPlan, context: EvaluationContext): CompiledPredicate {
  const test = compileTest(predicate.test, context);
  const answer = membersAnswer(predicate.members, test);
  if (predicate.value.op !== 'field') {
    const value = compileValue(predicate.value, plan, context);
    return slots => answer(value(slots));
  }
  const slot = plan.slotOf(predicate.value.field.names);
  if (test.on === 'value') return slots => answer(slots.value(slot));
  if (test.case === 'sensitive') {
    return slots => {
      const value = slots.value(slot);
      return typeof value === 'string' ? test.answers(value) : answer(value);
    };
  }
  return slots => {
    const value = slots.value(slot);
    return typeof value === 'string' ? test.answers(slots.folded(slot)) : answer(value);
  };
}

function membersAnswer(how: TestPredicate['members'], test: CompiledTest): (value: JsonValue | undefined) => boolean {
  const answer = (value: JsonValue): boolean => answersCompiled(test, value);
  return value => {
    if (value === undefined) return false;
    if (how === 'whole' || !Array.isArray(value)) return answer(value);
    return how === 'any' ? members(value).some(answer) : members(value).every(answer);
  };
}

function all(parts: readonly CompiledPredicate[]): CompiledPredicate {
  const [a, b] = parts;
  if (parts.length === 2 && a !== undefined && b !== undefined) return slots => a(slots) && b(slots);
  return slots => {
    for (const part of parts) if (!part(slots)) return false;
    return true;
  };
}

function any(parts: readonly CompiledPredicate[]): CompiledPredicate {
  const [a, b] = parts;
  if (parts.length === 2 && a !== undefined && b !== undefined) return slots => a(slots) || b(slots);
  return slots => {
    for (const part of parts) if (part(slots)) return true;
    return false;
  };
}
