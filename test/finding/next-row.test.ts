import { describe, expect, it } from 'vitest';
import {
  type Finding,
  type FindingRow,
  type NotifyReason,
  nextRow,
  type SaveOutcome,
} from '../../lib/finding/index.ts';
import { finding, midnight, second } from './samples.ts';

const basis = (hits: number, closed = false) => ({ hits, closed });

function stored(change: Partial<Finding> = {}, hits = 2): FindingRow {
  const { row } = nextRow(null, finding(change), basis(hits), midnight);
  if (row === null) throw new Error('not created');
  return row;
}

interface Case {
  readonly name: string;
  readonly change: Partial<Finding>;
  readonly hits: number;
  readonly expected?: SaveOutcome;
  readonly notify?: NotifyReason | null;
}

describe('what a save makes of the stored row', () => {
  it.each<Case>([
    { name: 'a smaller view changes nothing', change: { count: 1 }, hits: 1, expected: 'stale' },
    { name: 'an equal view changes nothing', change: {}, hits: 2, expected: 'stale' },
    { name: 'a fuller view stands', change: { count: 3 }, hits: 3, expected: 'updated', notify: null },
    { name: 'a higher severity notifies', change: { severity: 'critical' }, hits: 3, notify: 'escalated' },
    { name: 'a lower one does not', change: { severity: 'low' }, hits: 3, expected: 'updated', notify: null },
    { name: 'a new host notifies', change: { seen: { host: ['db-4'] } }, hits: 3, notify: 'escalated' },
    { name: 'a new address does not', change: { seen: { source: ['10.0.0.1'] } }, hits: 3, notify: null },
    {
      name: 'a new tactic notifies',
      change: { attack: { tactics: ['exfiltration'], techniques: [] } },
      hits: 3,
      notify: 'escalated',
    },
    { name: 'a retraction notifies', change: { state: 'retracted' }, hits: 3, notify: 'retracted' },
  ])('$name', ({ change, hits, expected = 'updated', notify = null }) => {
    const before = stored();
    const { outcome, row } = nextRow(before, finding(change), basis(hits), midnight + second);
    expect(outcome).toBe(expected);
    if (row === null) return;
    expect(row.finding.revision).toBe(2);
    expect(row.notifyRevision).toBe(notify === null ? 1 : 2);
    if (notify !== null) expect(row.notifyReason).toBe(notify);
  });

  it('closing the window is seeing more', () => {
    expect(nextRow(stored(), finding({ count: 9 }), basis(2, true), midnight).outcome).toBe('updated');
  });

  it('a retraction of an unknown finding does nothing', () => {
    expect(nextRow(null, finding({ state: 'retracted' }), basis(9), midnight)).toEqual({
      outcome: 'unknown',
      row: null,
    });
  });

  it('a retraction keeps what was said, and coming back notifies again', () => {
    const gone = nextRow(stored(), finding({ state: 'retracted', title: '', evidence: [] }), basis(3), midnight).row;
    expect(gone?.finding).toMatchObject({ state: 'retracted', title: 'Database dumped by deploy' });
    const back = nextRow(gone, finding(), basis(4), midnight).row;
    expect(back).toMatchObject({ notifyRevision: 3, notifyReason: 'active-again' });
  });

  it('fields known to one detector alone are kept, even from a smaller view', () => {
    const bare = finding().evidence.map(evidence => ({ ...evidence, fields: {} }));
    const kept = nextRow(stored(), finding({ evidence: bare, count: 5 }), basis(5), midnight).row;
    expect(kept?.finding.evidence[0]?.fields).not.toEqual({});
    const late = nextRow(stored({ evidence: bare, count: 5 }, 5), finding(), basis(1), midnight);
    expect(late.outcome).toBe('updated');
    expect(late.row).toMatchObject({ basis: basis(5), notifyRevision: 1, finding: { count: 5 } });
    expect(late.row?.finding.evidence[0]?.fields).not.toEqual({});
  });

  it('the time of the update grows with the revision, whatever the clock does', () => {
    const next = nextRow(stored(), finding({ count: 3 }), basis(3), midnight - 100 * second).row;
    expect(next?.updatedAt).toBe(midnight + 1000);
  });
});
