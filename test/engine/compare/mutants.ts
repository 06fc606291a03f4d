import { type Predicate, type Rule, simplify, type Test } from '../../../lib/ir/index.ts';

export interface Mutant {
  readonly rule: Rule;
  readonly edit: string;
}

/** Every single edit of a single-event rule's predicate that is not plainly the same again. */
export function mutantsOf(rule: Rule): readonly Mutant[] {
  const { detection } = rule;
  if (detection.kind !== 'single') return [];
  return detection.events.flatMap((selector, at) =>
    edits(selector.where)
      .filter(({ predicate }) => !isSame(predicate, selector.where))
      .map(({ predicate, edit }): Mutant => {
        const events = detection.events.with(at, { ...selector, where: predicate });
        return { rule: { ...rule, detection: { ...detection, events } }, edit };
      }),
  );
}

/** What is left out may have been said twice. */
function isSame(one: Predicate, other: Predicate): boolean {
  return JSON.stringify(simplify(one)) === JSON.stringify(simplify(other));
}

interface Edit {
  readonly predicate: Predicate;
  readonly edit: string;
}

function edits(predicate: Predicate): readonly Edit[] {
  switch (predicate.op) {
    case 'not':
      return [
        { predicate: predicate.of, edit: 'without its not' },
        ...edits(predicate.of).map(({ predicate: of, edit }) => ({ predicate: { ...predicate, of }, edit })),
      ];
    case 'all':
    case 'any':
      return [
        ...predicate.of.flatMap((part, at) => [
          ...(predicate.of.length > 1
            ? [{ predicate: { ...predicate, of: predicate.of.toSpliced(at, 1) }, edit: `without part ${at}` }]
            : []),
          ...edits(part).map(({ predicate: inner, edit }) => ({
            predicate: { ...predicate, of: predicate.of.with(at, inner) },
            edit,
          })),
        ]),
        ...(predicate.of.length > 1
          ? [
              {
                predicate: { ...predicate, op: predicate.op === 'all' ? ('any' as const) : ('all' as const) },
                edit: 'all for any',
              },
            ]
          : []),
      ];
    case 'test':
      return editedTests(predicate.test).map(({ test, edit }) => ({ predicate: { ...predicate, test }, edit }));
    default:
      return [];
  }
}

function editedTests(test: Test): readonly { readonly test: Test; readonly edit: string }[] {
  switch (test.is) {
    case 'equal':
      return test.texts.map((text, at) => ({
        test: { ...test, texts: test.texts.with(at, `${text}q`) },
        edit: `${text} for ${text}q`,
      }));
    case 'contains':
      return [
        { test: { ...test, text: `${test.text}q` }, edit: `${test.text}q` },
        { test: { ...test, is: 'starts' }, edit: `starts with ${test.text}` },
      ];
    case 'starts':
      return [{ test: { ...test, is: 'contains' }, edit: `contains ${test.text}` }];
    case 'ends':
      return [
        { test: { ...test, text: `q${test.text}` }, edit: `q${test.text}` },
        { test: { ...test, is: 'contains' }, edit: `contains ${test.text}` },
      ];
    case 'number':
      return [{ test: { ...test, to: test.to + 1 }, edit: `${test.to + 1}` }];
    default:
      return [];
  }
}
