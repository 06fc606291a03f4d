import { boundedValue, type Decision, type Hit } from '../correlation/index.ts';
import { hitOf, type Row, recordRow } from '../engine/index.ts';
import { type JsonObject, type JsonValue, type Micros, readPath } from '../event/index.ts';
import { hitEvidence } from '../finding/index.ts';
import type { PreparedRule } from './prepared-rule.ts';
import type { Run } from './run.ts';

/** A hit of an outer rule, and the time under which it is kept. */
export interface ChainHit {
  readonly rule: PreparedRule;
  readonly key: readonly JsonValue[];
  readonly hit: Hit;
  readonly anchor: Micros;
}

/**
 * A finding as an event of the rules that feed on it: its id, and the time of its earliest qualifying event. A later
 * decision of the same finding, or its retraction, is the same hit with a greater basis.
 *
 * The hit is kept under a time that the id determines (`anchor`), because the earliest event can become an earlier one,
 * and an outer rule must meet both versions in one bucket.
 */
export function chainHits(inner: PreparedRule, decision: Decision, unit: Micros, run: Run): readonly ChainHit[] {
  return inner.feeds.flatMap(({ rule, leg }) => {
    const outer = run.ports.rules.prepared[rule];
    const outerLeg = outer?.legs[leg];
    if (outer === undefined || outerLeg === undefined) return [];
    const { key, values } = hitOf(outerLeg, findingRow(inner, decision), run.ports.rules.context);
    if (key === null) {
      run.statistics.keyless++;
      return [];
    }
    const hit: Hit = {
      time: decision.qualifiedAt,
      sequence: 0,
      event: decision.findingId,
      leg,
      values: values.map(value => boundedValue(value)),
      basis: decision.basis.hits * 2 + (decision.basis.closed ? 1 : 0),
      retracted: !decision.holds,
      ...evidenceOf(decision, run),
    };
    const anchor = inner.slack === 0 ? decision.qualifiedAt : unit;
    return [{ rule: outer, key: key.map(part => boundedValue(part)), hit, anchor }];
  });
}

/** The result row of a finding: its measures, and the parts of its key under their names. */
function findingRow(inner: PreparedRule, decision: Decision): Row {
  const key = inner.keyNames.map((name, position) => [name, decision.key[position] ?? null]);
  const record: JsonObject = { ...Object.fromEntries(key), ...decision.measures };
  const row = recordRow(record);
  return {
    ...row,
    // The inner rule's key part may go by the name that the author wrote, which is none of the ECS candidates.
    field: ref => row.field(ref) ?? readPath(record, ref.field),
    event: what => (what === 'time' ? decision.qualifiedAt : what === 'id' ? decision.findingId : undefined),
  };
}

function evidenceOf(decision: Decision, run: Run): Pick<Hit, 'evidence'> {
  const first = decision.hits[0];
  if (first?.evidence !== undefined) return { evidence: first.evidence };
  const view = first === undefined ? undefined : run.events.get(first.event);
  return view === undefined ? {} : { evidence: hitEvidence(view) };
}
