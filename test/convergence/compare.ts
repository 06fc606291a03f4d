import { planOf } from '../../lib/correlation/index.ts';
import type { LogEvent, Micros } from '../../lib/event/index.ts';
import type { Finding } from '../../lib/finding/index.ts';
import { legs, type Rule } from '../../lib/ir/index.ts';
import type { Case } from './case.ts';
import { cases } from './cases.ts';
import type { KeptHits } from './kept.ts';
import { type Expected, type Seen, seen } from './reference.ts';

/**
 * Where what stands differs from what one pass in order over the distinct events finds: active findings, their counts,
 * their first and last events, and that these can be shown.
 */
export function differencesOf(
  events: readonly LogEvent[],
  findings: readonly Finding[],
  kept: KeptHits,
): readonly string[] {
  const distinct = new Map(events.map(event => [event.id, seen(event)]));
  return [
    ...cases.flatMap(each => differencesOfCase(each, distinct, findings, kept)),
    ...findings.flatMap(finding => unshown(finding, distinct)),
  ];
}

type Distinct = ReadonlyMap<string, Seen>;

function differencesOfCase(each: Case, distinct: Distinct, findings: readonly Finding[], kept: KeptHits) {
  const { rule } = each;
  const { id } = rule.meta;
  const found = findings.filter(finding => finding.rule === id);
  const all = [...distinct.values()];
  if (!rulesBehind(rule).some(inner => kept.isCapped(inner))) return difference(each.expects(all), found, distinct);
  // What a chain is made of is capped as well: there is no telling which of its findings there should be.
  if (rulesBehind(rule).length > 1) return [];
  const wanted = each.expects(all.filter(event => kept.eventsOf(id).has(event.id)));
  return [...difference(wanted, found, distinct), ...cappedDifferences(each, all, found, distinct, kept)];
}

/** The rule itself, and those that it feeds on, and they. */
function rulesBehind(rule: Rule): readonly string[] {
  const inner = legs(rule.detection).flatMap(({ from }) => (from.kind === 'rule' ? [from.rule] : []));
  const known = inner.flatMap(id => cases.find(each => each.rule.meta.id === id)?.rule ?? []);
  return [rule.meta.id, ...known.flatMap(rulesBehind)];
}

function difference(wanted: readonly Expected[], found: readonly Finding[], distinct: Distinct): readonly string[] {
  const wantedTexts = wanted.map(spelled);
  const foundTexts = found.map(finding => spelled(asExpected(finding, distinct)));
  return [
    ...without(wantedTexts, foundTexts).map(text => `missing ${text}`),
    ...without(foundTexts, wantedTexts).map(text => `too many ${text}`),
  ];
}

/** A finding that rests on a full bucket says so; where hits can only strengthen it, its count is a lower bound. */
function cappedDifferences(
  { rule, expects }: Case,
  all: readonly Seen[],
  found: readonly Finding[],
  distinct: Distinct,
  kept: KeptHits,
): readonly string[] {
  const wanted = expects(all);
  const wantedTexts = wanted.map(spelled);
  return found.flatMap(finding => {
    const told = asExpected(finding, distinct);
    if (wantedTexts.includes(spelled(told))) return [];
    if (!finding.capped || !kept.isCapped(rule.meta.id, told.who)) return [`not capped ${spelled(told)}`];
    // Whom a rule without a key is about is told by its first event, which may be one that was not kept.
    const hasKey = finding.entity.who !== undefined;
    const isBound = wanted.some(
      each =>
        (!hasKey || each.who === told.who) &&
        each.first <= told.first &&
        each.last >= told.last &&
        each.count >= told.count,
    );
    return isBound || planOf(rule, 0).mode !== 'final' ? [] : [`no lower bound ${spelled(told)}`];
  });
}

function asExpected(finding: Finding, distinct: Distinct): Expected {
  const [first, last] = [finding.evidence[0]?.event ?? '', finding.evidence.at(-1)?.event ?? ''];
  return {
    rule: finding.rule,
    who: finding.entity.who ?? distinct.get(first)?.who ?? '',
    count: finding.count,
    first: Date.parse(finding.firstSeen) * 1000,
    last: Date.parse(finding.lastSeen) * 1000,
    firstEvent: distinct.has(first) ? first : '',
    lastEvent: distinct.has(last) ? last : '',
    time: 0,
  };
}

/** Evidence of events must show them: in full while they are at hand, else how their text begins. */
function unshown({ rule, id, evidence }: Finding, distinct: Distinct): readonly string[] {
  return evidence.flatMap(({ event, fields }) => {
    const shown = String(fields['event.original'] ?? '').replace(/…$/, '');
    const text = distinct.get(event)?.event?.text ?? shown;
    return shown !== '' && text.startsWith(shown) ? [] : [`${rule} ${id} does not show ${event}`];
  });
}

function spelled({ rule, who, count, first, last, firstEvent, lastEvent }: Expected): string {
  const at = (time: Micros) => new Date(time / 1000).toISOString();
  return `${rule} ${who} ${count} ${at(first)} ${firstEvent} ${at(last)} ${lastEvent}`;
}

function without(all: readonly string[], some: readonly string[]): readonly string[] {
  const left = [...some];
  return all.filter(each => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
