import type { Micros } from '../../lib/event/index.ts';
import { findingsOf, hour, input, minute, number, rule } from '../pipeline/scenario.ts';
import { type Case, count, ofKinds } from './case.ts';
import { type Expected, type Seen, windows } from './reference.ts';
import { sequenceCases } from './sequence-cases.ts';
import { windowCases } from './window-cases.ts';

/** Rules that feed on findings: of one kind, of findings beside events, and of findings of findings. */
export const chainCases: readonly Case[] = [
  repeated('twice', 'until', 30 * minute),
  repeated('hours', 'count', 2 * hour),
  besideEvents('mixed', 'few'),
  // Its inner findings are at home in longer periods than its own: what they are kept under lies far back.
  besideEvents('deep', 'hours'),
];

/** Two findings of a rule within a span. */
function repeated(id: string, inner: string, span: Micros): Case {
  return {
    rule: rule(id, {
      kind: 'aggregate',
      inputs: [findingsOf(inner)],
      span,
      measures: [count],
      having: number('event_count', '>=', 2),
      window: { kind: 'sliding' },
    }),
    expects: events =>
      windows(id, findingsAsEvents(inner, events), span, Math.max(hour, span), window => window.length >= 2),
  };
}

/** A finding of a rule and an event of kind c, in any order. */
function besideEvents(id: string, inner: string): Case {
  const span = 30 * minute;
  return {
    rule: rule(id, {
      kind: 'temporal',
      inputs: [findingsOf(inner), input('c')],
      span,
      order: 'any',
      having: number('rules', '>=', 2),
    }),
    expects: events => {
      const both = [...findingsAsEvents(inner, events), ...ofKinds(events, ['c'])];
      return windows(id, both, span, hour, window => new Set(window.map(each => each.kind)).size === 2);
    },
  };
}

function findingsAsEvents(id: string, events: readonly Seen[]): readonly Seen[] {
  return findingsOfRule(id, events).map((each, index) => ({
    id: `${each.rule}/${each.who}/${each.lastEvent}/${index}`,
    time: each.time,
    kind: id,
    who: each.who,
    n: 0,
    term: '',
    event: null,
  }));
}

function findingsOfRule(id: string, events: readonly Seen[]): readonly Expected[] {
  const known = [...windowCases, ...sequenceCases, ...chainCases];
  return known.find(each => each.rule.meta.id === id)?.expects(events) ?? [];
}
