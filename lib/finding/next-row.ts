import type { Basis } from '../correlation/index.ts';
import { isObject, type Micros } from '../event/index.ts';
import { compareSeverity } from '../rule/index.ts';
import type { Evidence, Finding } from './finding.ts';
import type { FindingRow, NotifyReason, SaveOutcome } from './finding-sink.ts';
import { fitFinding } from './fit-finding.ts';
import { mostOfAKind, notifyingKinds } from './participants.ts';
import { noProgress } from './progress.ts';

export interface NextRow {
  readonly outcome: SaveOutcome;
  /** What to write; null where nothing changes. */
  readonly row: FindingRow | null;
}

/**
 * What a save makes of the stored row. The decision of the greater basis stands, whoever comes last. What the other view
 * knew beside it (fields of the same events, participants) is kept, because only one detector had the event at hand.
 */
export function nextRow(stored: FindingRow | null, finding: Finding, basis: Basis, now: Micros): NextRow {
  if (stored === null)
    return finding.state === 'retracted'
      ? { outcome: 'unknown', row: null }
      : created(fitFinding(finding).finding, basis, now);
  const sawMore = compareBasis(basis, stored.basis) > 0;
  const next = fitFinding(merged(stored.finding, finding, sawMore)).finding;
  if (!sawMore && JSON.stringify(next) === JSON.stringify(stored.finding)) return { outcome: 'stale', row: null };
  const revision = stored.finding.revision + 1;
  const reason = notifyReason(stored.finding, next);
  return {
    outcome: 'updated',
    row: {
      ...stored,
      finding: { ...next, revision },
      basis: sawMore ? basis : stored.basis,
      notifyRevision: reason === null ? stored.notifyRevision : revision,
      notifyReason: reason ?? stored.notifyReason,
      updatedAt: Math.max(wholeMillis(now), stored.updatedAt + 1000),
    },
  };
}

/** Distinct hits first, then whether the window has closed. */
export function compareBasis(a: Basis, b: Basis): number {
  return a.hits !== b.hits ? a.hits - b.hits : Number(a.closed) - Number(b.closed);
}

function created(finding: Finding, basis: Basis, now: Micros): NextRow {
  const at = wholeMillis(now);
  return {
    outcome: 'created',
    row: {
      finding: { ...finding, revision: 1 },
      basis,
      notifyRevision: 1,
      notifyReason: 'new',
      sent: { sns: noProgress, securityHub: noProgress },
      held: false,
      createdAt: at,
      updatedAt: at,
    },
  };
}

function merged(stored: Finding, incoming: Finding, sawMore: boolean): Finding {
  // A retraction may know nothing any more: what was said stays readable, under its new state.
  if (sawMore && incoming.state === 'retracted') return { ...stored, state: 'retracted' };
  const [base, other] = sawMore ? [incoming, stored] : [stored, incoming];
  if (base.state === 'retracted') return base;
  return {
    ...base,
    revision: stored.revision,
    related: union(stored.related, incoming.related),
    seen: mergedSeen(stored.seen, incoming.seen),
    sources: union(stored.sources, incoming.sources).toSorted(),
    account: base.account || other.account,
    region: base.region || other.region,
    entity: Object.keys(base.entity).length > 0 ? base.entity : other.entity,
    evidence: mergedEvidence(base.evidence, other.evidence),
  };
}

function mergedEvidence(base: readonly Evidence[], other: readonly Evidence[]): Evidence[] {
  const known = new Map(other.filter(hasFields).map(evidence => [`${evidence.event}\n${evidence.leg}`, evidence]));
  return base.map(evidence =>
    hasFields(evidence) ? evidence : (known.get(`${evidence.event}\n${evidence.leg}`) ?? evidence),
  );
}

function hasFields(evidence: Evidence): boolean {
  return isObject(evidence.fields) && Object.keys(evidence.fields).length > 0;
}

function mergedSeen(a: Finding['seen'], b: Finding['seen']): Finding['seen'] {
  const kinds = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return Object.fromEntries(kinds.map(kind => [kind, union(a[kind] ?? [], b[kind] ?? []).slice(0, mostOfAKind)]));
}

/** The stored ones first, so that what fills the cap stays. */
function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])];
}

/** Null for a mere change of count. */
function notifyReason(stored: Finding, next: Finding): NotifyReason | null {
  if (stored.state !== next.state) return next.state === 'retracted' ? 'retracted' : 'active-again';
  if (next.state === 'retracted') return null;
  return isEscalated(stored, next) ? 'escalated' : null;
}

/** Higher severity, a new entity or a new tactic. What is there for the first time after nothing is not new but known late. */
function isEscalated(stored: Finding, next: Finding): boolean {
  if (compareSeverity(next.severity, stored.severity) > 0) return true;
  if (next.attack.tactics.some(tactic => !stored.attack.tactics.includes(tactic))) return true;
  return notifyingKinds.some(kind => {
    const known = stored.seen[kind] ?? [];
    return known.length > 0 && (next.seen[kind] ?? []).some(name => !known.includes(name));
  });
}

function wholeMillis(now: Micros): Micros {
  return Math.floor(now / 1000) * 1000;
}
