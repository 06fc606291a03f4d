import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  bundleRules,
  createMatcher,
  createReferenceMatcher,
  emptySettings,
  type RuleBundle,
} from '../../../lib/engine/index.ts';
import type { LogEvent } from '../../../lib/event/index.ts';
import type { Rule } from '../../../lib/ir/index.ts';
import { fieldTables } from '../../../lib/sources/index.ts';
import { eventsOf } from '../../sources/read.ts';

/** A rule of SigmaHQ with the Windows events that it must find. */
export interface RegressionCase {
  readonly rule: string;
  readonly title: string;
  /** How many of the events, at least; one where upstream does not say. */
  readonly least: number;
  readonly events: readonly LogEvent[];
}

export function regressionCases(folder: string): readonly RegressionCase[] {
  const lines = readFileSync(join(folder, 'sigma-regression.ndjson'), 'utf8').trim().split('\n');
  return lines.map(line => {
    const { rule, title, match_count, events } = JSON.parse(line);
    return { rule, title, least: match_count ?? 1, events: events.flatMap((event: object) => eventsOf(event)) };
  });
}

export interface CrossProduct {
  /** Ids of the rules that find each event, by the compiled engine. */
  readonly found: ReadonlyMap<LogEvent, ReadonlySet<string>>;
  /** Events on which the compiled engine and the reference differ, or an evaluation failed. */
  readonly differing: readonly LogEvent[];
}

/** Every rule on every event, in the compiled engine and in the reference. */
export function crossProduct(rules: readonly Rule[], cases: readonly RegressionCase[]): CrossProduct {
  const bundle = bundleRules(
    rules.map(rule => ({ rule, staged: false })),
    emptySettings,
  );
  const tables = Object.values(fieldTables);
  const compiled = createMatcher(bundle, tables);
  const reference = createReferenceMatcher(bundle, tables);
  const events = cases.flatMap(each => each.events);
  const answers = events.map(event => ({ event, quick: compiled.match(event), slow: reference.match(event) }));
  return {
    found: new Map(answers.map(({ event, quick }) => [event, rulesOf(bundle, quick.matched)])),
    differing: answers
      .filter(
        ({ quick, slow }) =>
          quick.matched.join() !== slow.matched.join() || quick.errors.length + slow.errors.length > 0,
      )
      .map(({ event }) => event),
  };
}

function rulesOf({ selectors, rules }: RuleBundle, matched: readonly number[]): Set<string> {
  const positions = matched.flatMap(selector => selectors[selector]?.uses.map(({ rule }) => rule) ?? []);
  return new Set(positions.map(position => rules[position]?.rule.meta.id ?? ''));
}
