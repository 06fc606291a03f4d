import { type RegexOfRule, type RuleBundle, regexesOfRule, regexInputCap } from '../lib/engine/index.ts';
import type { Rule } from '../lib/ir/index.ts';
import { plural } from './plural.ts';

/** How the regexes of rules are run and what they are shown, on one line; and of each, by rule, where that is asked for. */
export function regexLines(rules: readonly Pick<RuleBundle['rules'][number], 'rule'>[], ofEach: boolean): string[] {
  const owners = rules
    .map(({ rule }) => ({ rule, regexes: regexesOfRule(rule) }))
    .filter(({ regexes }) => regexes.length > 0);
  if (owners.length === 0) return ['regexes: no rule has any'];
  const distinct = new Map(owners.flatMap(({ regexes }) => regexes).map(regex => [spelling(regex), regex]));
  const all = [...distinct.values()];
  const native = all.filter(({ engine }) => engine === 'native').length;
  const summary =
    `regexes: ${plural(all.length, 'regex', 'regexes')} in ${plural(owners.length, 'rule')}; ` +
    `${count(native)} proven linear and run natively, ${count(all.length - native)} on the linear-time engine (re2js); ` +
    `each is shown at most ${plural(regexInputCap, 'character')} of a text`;
  return ofEach ? [summary, ...owners.flatMap(linesOf)] : [`${summary} (--regexes: each of them)`];
}

function linesOf({ rule, regexes }: { readonly rule: Rule; readonly regexes: readonly RegexOfRule[] }): string[] {
  return regexes.map(regex => `${rule.meta.id}: ${spelling(regex)}`);
}

function spelling({ engine, pattern, flags }: RegexOfRule): string {
  return `${engine} ${pattern === null ? 'taken from the event' : `/${pattern}/${flags}`}`;
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
