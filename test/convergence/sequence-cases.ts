import { input, rule } from '../pipeline/scenario.ts';
import { type Case, span } from './case.ts';
import { sequences } from './reference-sequences.ts';

/** Elastic's sequences: with `until`, with runs, with missing steps between and after. */
const step = (kind: string, runs = 1, missing = false) => ({ ...input(kind), runs, missing });

export const sequenceCases: readonly Case[] = [
  {
    rule: rule('until', {
      kind: 'sequence',
      steps: [step('a'), step('b'), step('c')],
      until: input('d'),
      maxSpan: span,
    }),
    expects: events => sequences('until', events, [{ kind: 'a' }, { kind: 'b' }, { kind: 'c' }], 'd', span),
  },
  {
    rule: rule('runs', { kind: 'sequence', steps: [step('a', 3), step('b')], until: null, maxSpan: span }),
    expects: events =>
      sequences('runs', events, [{ kind: 'a' }, { kind: 'a' }, { kind: 'a' }, { kind: 'b' }], '', span),
  },
  {
    rule: rule('between', {
      kind: 'sequence',
      steps: [step('a'), step('c', 1, true), step('b')],
      until: null,
      maxSpan: span,
    }),
    expects: events =>
      sequences('between', events, [{ kind: 'a' }, { kind: 'c', missing: true }, { kind: 'b' }], '', span),
  },
  {
    rule: rule('after', {
      kind: 'sequence',
      steps: [step('a'), step('b'), step('c', 1, true)],
      until: null,
      maxSpan: span,
    }),
    expects: events =>
      sequences('after', events, [{ kind: 'a' }, { kind: 'b' }, { kind: 'c', missing: true }], '', span),
  },
];
