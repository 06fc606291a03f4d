import type { JsonValue } from '../../event/index.ts';
import { fieldsOfValue, type Predicate, type Test, type Value } from '../../ir/index.ts';
import { slotOf } from './made-up-event.ts';
import type { Random } from './random.ts';
import { sampleRegex } from './sample-regex.ts';

/** What is assigned so far; a slot that is `undefined` must stay missing. */
export type Assignment = Map<string, JsonValue | undefined>;

/**
 * Assigns what should make the predicate hold, or fail, choosing among the ways at random. A guess: whether it worked, the
 * reference evaluator says.
 */
export function satisfy(predicate: Predicate, want: boolean, into: Assignment, random: Random): void {
  switch (predicate.op) {
    case 'always':
    case 'never':
      return;
    case 'not':
      satisfy(predicate.of, !want, into, random);
      return;
    case 'all':
    case 'any': {
      const needsEach = (predicate.op === 'all') === want;
      const chosen = needsEach ? predicate.of : [random.pick(predicate.of)].filter(part => part !== undefined);
      for (const part of chosen) satisfy(part, want, into, random);
      return;
    }
    case 'test':
      assignTo(predicate, want, into, random);
      return;
    case 'exists':
      assign(predicate.value, want ? 'x' : undefined, into);
      return;
    case 'compare': {
      const shared = random.pick(['x', 7]) ?? 'x';
      assign(predicate.left, shared, into);
      assign(predicate.right, (predicate.compare === '==') === want ? shared : random.pick(['y', 3, 9]), into);
      return;
    }
    case 'keyword':
      into.set('vendor:message', want ? answerTo(predicate.test, random) : 'nothing');
      return;
    case 'some-member': {
      const inner: Assignment = new Map();
      satisfy(predicate.where, want, inner, random);
      into.set(slotOf(predicate.array), [memberOf(inner)]);
      return;
    }
    case 'any-field':
      into.set(`ecs:${predicate.pattern.replaceAll('*', 'x')}`, want ? answerTo(predicate.test, random) : 'nothing');
      return;
    case 'in-window':
      return;
    default:
      predicate satisfies never;
  }
}

/**
 * Several parts may ask about one field. What one of them wants there is joined to what is there already, and what is not
 * wanted is most often not there anyway; now and then the field is set anew.
 */
function assignTo(
  { value, test }: Extract<Predicate, { op: 'test' }>,
  want: boolean,
  into: Assignment,
  random: Random,
) {
  const [field] = fieldsOfValue(value);
  const known = field === undefined ? undefined : into.get(slotOf(field));
  const isTold = typeof known === 'string' && known !== '' && random.chance(0.8);
  if (isTold && !want) return;
  const wanted = want ? answerTo(test, random) : wrong(test, random);
  assign(value, isTold && typeof wanted === 'string' ? joined(known, wanted, test, random) : wanted, into);
}

function joined(known: string, wanted: string, { is }: Test, random: Random): string {
  if (is === 'starts') return `${wanted} ${known}`;
  if (is === 'ends') return `${known} ${wanted}`;
  if (is === 'contains' || is === 'term' || is === 'regex')
    return random.chance(0.5) ? `${known} ${wanted}` : `${wanted} ${known}`;
  return wanted;
}

/** Of a computed value, its first field is the likeliest to matter. */
function assign(value: Value, to: JsonValue | undefined, into: Assignment): void {
  const [field] = fieldsOfValue(value);
  if (field !== undefined) into.set(slotOf(field), to);
}

function memberOf(inner: Assignment): JsonValue {
  const own = [...inner].flatMap(([slot, value]) =>
    value === undefined ? [] : [[slot.replace(/^\w+:/, ''), value] as const],
  );
  return own.length === 1 && own[0]?.[0] === '.' ? own[0][1] : Object.fromEntries(own);
}

function wrong(test: Test, random: Random): JsonValue | undefined {
  if (test.is === 'number') return answerTo({ ...test, compare: opposite[test.compare] }, random);
  return random.pick([undefined, 'nothing', '']);
}

const opposite = { '==': '!=', '!=': '==', '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;

/** A value that should answer the test. */
function answerTo(test: Test, random: Random): JsonValue {
  switch (test.is) {
    case 'equal':
      return random.pick(test.texts) ?? '';
    case 'contains':
      return random.pick([test.text, `p ${test.text} s`]) ?? '';
    case 'starts':
      return random.pick([test.text, `${test.text}s`]) ?? '';
    case 'ends':
      return random.pick([test.text, `p${test.text}`]) ?? '';
    case 'term':
      return random.pick([test.text, `p ${test.text} s`]) ?? '';
    case 'like':
      return test.parts
        .map(part =>
          part.part === 'literal' ? part.text : part.part === 'any-one' ? 'q' : (random.pick(['', 'run']) ?? ''),
        )
        .join('');
    case 'regex':
      return sampleRegex(test.pattern, random);
    case 'cidr':
      return random.pick(test.networks)?.replace(/\/.*/, '') ?? '';
    case 'number': {
      const step = { '==': 0, '!=': 1, '<': -1, '<=': random.below(2) - 1, '>': 1, '>=': random.below(2) }[
        test.compare
      ];
      return test.to + step;
    }
    case 'boolean':
      return test.to;
    case 'null':
      return null;
    case 'listed':
      return test.list;
    default:
      return test satisfies never;
  }
}
