import {
  acceptLeg,
  bucketOf,
  expiryOf,
  findingId,
  type Hit,
  resetLeg,
  unitOf,
  unitsTouched,
  viewOf,
} from '../correlation/index.ts';
import type { JsonValue, Micros } from '../event/index.ts';
import { decideAndFeed } from './correlate.ts';
import { type DetectPorts, storeOf } from './ports.ts';
import type { PreparedRule } from './prepared-rule.ts';
import { beginRun } from './run.ts';

/** A term of a first-seen rule: the parts of its key, then of the term, as the finding's entity names them. */
export interface BaselineTerm {
  readonly rule: string;
  readonly key: readonly JsonValue[];
}

/**
 * What an operator says about a term is a dated record in the same state, beside what was seen: it takes part in the
 * union as every hit does, so it does not matter when or how often it is said. `accept`: known from that day on, frozen
 * or not. `reset`: nothing from before that time is known.
 */
export async function tellBaseline(
  what: 'accept' | 'reset',
  term: BaselineTerm,
  at: Micros,
  ports: DetectPorts,
  now: Micros,
): Promise<void> {
  const rule = baselineRule(term.rule, ports);
  const hit: Hit = {
    time: at,
    sequence: 0,
    event: findingId(term.rule, what, [...term.key], at),
    leg: what === 'accept' ? acceptLeg : resetLeg,
    values: [],
    basis: 0,
    retracted: false,
  };
  const unit = unitOf(rule.plan, at);
  const bucket = { rule: term.rule, version: rule.version, key: term.key, start: bucketOf(rule.plan, at) };
  await storeOf(rule, ports).add(bucket, [hit], expiryOf(rule.plan, unit, rule.keeping));
  const run = beginRun(ports, now);
  await decideAndFeed(rule, term.key, unitsTouched(rule.plan, at), run);
}

export interface BaselineHistory {
  /** When the term was first seen on each of its days. */
  readonly seen: readonly Micros[];
  readonly accepted: readonly Micros[];
  readonly reset: readonly Micros[];
}

/** All that is remembered of a term. */
export async function readBaseline(term: BaselineTerm, ports: DetectPorts, now: Micros): Promise<BaselineHistory> {
  const rule = baselineRule(term.rule, ports);
  const bucket = { rule: term.rule, version: rule.version, key: term.key, start: bucketOf(rule.plan, now) };
  const { hits } = viewOf(await storeOf(rule, ports).read([bucket], Math.floor(now / 1_000_000)));
  const times = (leg: number) => hits.filter(hit => hit.leg === leg).map(hit => hit.time);
  return { seen: times(0), accepted: times(acceptLeg), reset: times(resetLeg) };
}

function baselineRule(id: string, ports: DetectPorts): PreparedRule {
  const found = ports.rules.prepared.find(rule => rule.id === id);
  if (found === undefined) throw new Error(`there is no rule ${id} in the bundle`);
  if (found.rule.detection.kind !== 'first-seen') {
    throw new Error(`rule ${id} has no baseline: it is of kind ${found.rule.detection.kind}, not first-seen`);
  }
  return found;
}
