import {
  boundedValue,
  canonicalText,
  type Decision,
  decideLate,
  decideUnsuppressed,
  type Hit,
  isDecidable,
  unitsTouched,
} from '../correlation/index.ts';
import { eventRow, hitOf, keysOfHit, type Row } from '../engine/index.ts';
import type { JsonValue, LogEvent } from '../event/index.ts';
import { eventView } from '../finding/index.ts';
import type { PreparedRule } from './prepared-rule.ts';
import { ruleHealth } from './rule-health.ts';
import type { Run } from './run.ts';
import { sourceStatistics } from './statistics.ts';

/** One rule's hits of one correlation key in a batch, and the records that they came in. */
export interface Group {
  readonly rule: PreparedRule;
  readonly key: readonly JsonValue[];
  readonly hits: readonly Hit[];
  readonly records: ReadonlySet<string>;
}

/** A decision that needs no state, and the records that it rests on. */
export interface Immediate {
  readonly rule: PreparedRule;
  readonly decision: Decision;
  readonly records: ReadonlySet<string>;
}

export interface Collected {
  readonly immediate: readonly Immediate[];
  readonly groups: readonly Group[];
}

/** Asks every rule about every event, and sorts what matched by rule and key. */
export function collectHits(events: readonly LogEvent[], run: Run): Collected {
  const { rules, observer } = run.ports;
  const groups = groupsByKey();
  const late = groupsByKey();
  const immediate: Immediate[] = [];
  for (const event of events) {
    observer.event(event);
    const table = rules.tableOf(event.source);
    const timeliness = timelinessOf(event, run);
    const { matched, errors } = rules.matcher.match(event);
    for (const { selector, error } of errors)
      immediate.push(...usersOf(selector, run).map(rule => ruleHealth(rule, event, error, run)));
    if (matched.length === 0) continue;
    run.events.set(event.id, eventView(event, table));
    const row = eventRow(event, table);
    for (const selector of matched) {
      sourceStatistics(run.statistics, event.source).matches++;
      for (const use of rules.bundle.selectors[selector]?.uses ?? []) {
        const rule = rules.prepared[use.rule];
        if (rule === undefined) continue;
        const found = hitFor(rule, use.leg, event, row, run, immediate);
        if (found === null) continue;
        const { keys, hit } = found;
        const isSingle = rule.rule.detection.kind === 'single';
        if (isSingle && rule.rule.suppression.kind === 'off') {
          immediate.push({
            rule,
            decision: decideUnsuppressed(rule.rule, hit),
            records: new Set([event.origin.recordId]),
          });
        } else if (timeliness === 'timely' && isStillKept(rule, hit, run)) {
          run.statistics.hits += keys.length;
          for (const key of keys) groups.add(rule, key, hit, event.origin.recordId);
        } else if (isSingle) {
          for (const key of keys) late.add(rule, key, hit, event.origin.recordId);
        }
      }
    }
  }
  for (const { rule, key, hits, records } of late.all()) {
    immediate.push(...decideLate(rule.rule, key, hits).map(decision => ({ rule, decision, records })));
  }
  return { immediate, groups: groups.all() };
}

function hitFor(rule: PreparedRule, legNumber: number, event: LogEvent, row: Row, run: Run, health: Immediate[]) {
  const leg = rule.legs[legNumber];
  if (leg === undefined) return null;
  try {
    const { key, values } = hitOf(leg, row, run.ports.rules.context);
    if (key === null) {
      run.statistics.keyless++;
      return null;
    }
    const hit: Hit = {
      time: event.time,
      sequence: event.sequence,
      event: event.id,
      leg: legNumber,
      values: values.map(value => boundedValue(value)),
      basis: 0,
      retracted: false,
    };
    const keys = keysOfHit(leg.key, key).map(one => one.map(part => boundedValue(part)));
    return { keys, hit };
  } catch (error) {
    health.push(ruleHealth(rule, event, error, run));
    return null;
  }
}

type Timeliness = 'timely' | 'late' | 'future';

/** By arrival, never by the clock of this run: a redrive days later must come to the same answer. */
function timelinessOf(event: LogEvent, run: Run): Timeliness {
  const { patience } = run.ports.rules;
  const counts = sourceStatistics(run.statistics, event.source);
  const lateness = event.arrival - event.time;
  if (lateness > counts.maxLatenessMicros) counts.maxLatenessMicros = lateness;
  if (lateness > patience.lateness(event.source)) {
    counts.late++;
    return 'late';
  }
  if (-lateness > patience.future) {
    counts.future++;
    return 'future';
  }
  return 'timely';
}

/** Past the redrive horizon, the hits beside this one may be gone already. */
function isStillKept(rule: PreparedRule, hit: Hit, run: Run): boolean {
  return unitsTouched(rule.plan, hit.time).some(unit => isDecidable(rule.plan, unit, rule.keeping, run.now));
}

function usersOf(selector: number, run: Run): readonly PreparedRule[] {
  const { bundle, prepared } = run.ports.rules;
  const positions = new Set((bundle.selectors[selector]?.uses ?? []).map(use => use.rule));
  return [...positions].flatMap(position => prepared[position] ?? []);
}

interface OpenGroup extends Group {
  readonly hits: Hit[];
  readonly records: Set<string>;
}

function groupsByKey() {
  const groups = new Map<PreparedRule, Map<string, OpenGroup>>();
  return {
    add: (rule: PreparedRule, key: readonly JsonValue[], hit: Hit, record: string): void => {
      const ofRule = groups.get(rule) ?? new Map<string, OpenGroup>();
      groups.set(rule, ofRule);
      const id = canonicalText([...key]);
      const group = ofRule.get(id) ?? { rule, key, hits: [], records: new Set() };
      ofRule.set(id, group);
      group.hits.push(hit);
      group.records.add(record);
    },
    all: (): readonly Group[] => [...groups.values()].flatMap(ofRule => [...ofRule.values()]),
  };
}
