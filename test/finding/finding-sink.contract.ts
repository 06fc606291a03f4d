import { describe, expect, it } from 'vitest';
import { claimMicros, type FindingSink, mostAttempts, type Receiver } from '../../lib/finding/index.ts';
import { finding, midnight, second } from './samples.ts';

/** What every FindingSink keeps to. `open` makes an empty one that waits for these receivers. */
export function findingSinkContract(name: string, open: (sendTo?: readonly Receiver[]) => Promise<FindingSink>): void {
  const basis = (hits: number) => ({ hits, closed: false });
  const now = midnight;
  const later = now + 600 * second;

  describe(`a finding sink (${name})`, () => {
    it('keeps what it is given, and gives it its revision', async () => {
      const sink = await open();
      expect(await sink.save(finding({ revision: 77 }), basis(1), now)).toBe('created');
      expect(await sink.load('f1')).toMatchObject({
        finding: finding(),
        basis: basis(1),
        notifyRevision: 1,
        notifyReason: 'new',
        held: false,
        createdAt: now,
        updatedAt: now,
      });
      expect(await sink.load('f2')).toBeNull();
    });

    it('is overwritten by what has seen more, never by what has seen less', async () => {
      const sink = await open();
      await sink.save(finding({ count: 1 }), basis(1), now);
      expect(await sink.save(finding({ count: 5 }), basis(5), later)).toBe('updated');
      expect(await sink.save(finding({ count: 3 }), basis(3), later)).toBe('stale');
      expect((await sink.load('f1'))?.finding).toMatchObject({ count: 5, revision: 2 });
    });

    it('converges when many write at once', async () => {
      const sink = await open();
      const sizes = [3, 1, 7, 5, 2, 8, 6, 4];
      const outcomes = await Promise.all(sizes.map(count => sink.save(finding({ count }), basis(count), now)));
      const row = await sink.load('f1');
      expect(row?.finding.count).toBe(8);
      expect(row?.finding.revision).toBe(outcomes.filter(outcome => outcome !== 'stale').length);
      expect(outcomes.filter(outcome => outcome === 'created')).toHaveLength(1);
    });

    it('ignores the retraction of what it does not know', async () => {
      const sink = await open();
      expect(await sink.save(finding({ state: 'retracted' }), basis(9), now)).toBe('unknown');
      expect(await sink.load('f1')).toBeNull();
    });

    it('never lowers a receiver’s progress, and a save leaves it alone', async () => {
      const sink = await open();
      await sink.save(finding(), basis(1), now);
      await sink.recordSent('f1', 'sns', 1, later);
      await sink.save(finding({ count: 2 }), basis(2), later);
      await sink.recordSent('f1', 'securityHub', 2, later);
      await sink.recordSent('f1', 'securityHub', 1, later + second);
      expect((await sink.load('f1'))?.sent).toMatchObject({
        sns: { revision: 1, at: later },
        securityHub: { revision: 2, at: later },
      });
    });

    it('creates nothing by recording progress of what it does not know', async () => {
      const sink = await open();
      await sink.recordSent('f9', 'sns', 1, now);
      await sink.recordFailed('f9', 'sns', 1, 'x', now);
      await sink.recordHeld('f9');
      expect(await sink.claim('f9', 'sns', 1, 'sweep', now)).toBe(false);
      expect(await sink.load('f9')).toBeNull();
    });

    it('lets one sender at a time claim a revision, and takes a claim back when it lapsed', async () => {
      const sink = await open();
      await sink.save(finding(), basis(1), now);
      const claims = await Promise.all([1, 2, 3].map(() => sink.claim('f1', 'sns', 1, 'sweep', now)));
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await sink.claim('f1', 'securityHub', 1, 'sweep', now)).toBe(true);
      expect(await sink.claim('f1', 'sns', 1, 'sweep', now + claimMicros)).toBe(true);
      await sink.recordSent('f1', 'sns', 1, later);
      expect(await sink.claim('f1', 'sns', 1, 'sweep', later + claimMicros)).toBe(false);
      expect(await sink.claim('f1', 'sns', 2, 'sweep', later)).toBe(true);
    });

    it('lets the stream go on where an invocation of its own died, and nobody else', async () => {
      const sink = await open();
      await sink.save(finding(), basis(1), now);
      expect(await sink.claim('f1', 'sns', 1, 'stream', now)).toBe(true);
      expect(await sink.claim('f1', 'sns', 1, 'sweep', now)).toBe(false);
      expect(await sink.claim('f1', 'sns', 1, 'stream', now)).toBe(true);
    });

    it('takes a claim back when nothing was sent', async () => {
      const sink = await open();
      await sink.save(finding(), basis(1), now);
      await sink.claim('f1', 'sns', 1, 'sweep', now);
      await sink.release('f1', 'sns');
      expect(await sink.claim('f1', 'sns', 1, 'sweep', now)).toBe(true);
    });

    it('frees a claim when the receiver refused', async () => {
      const sink = await open();
      await sink.save(finding(), basis(1), now);
      await sink.claim('f1', 'sns', 1, 'sweep', now);
      await sink.recordFailed('f1', 'sns', 1, 'too long', now);
      expect(await sink.claim('f1', 'sns', 1, 'sweep', now)).toBe(true);
    });

    it('lists what is behind until every receiver has the revision it must get', async () => {
      const sink = await open();
      await sink.save(finding(), basis(1), now);
      const behind = async () => (await sink.behind(later, 10)).map(row => row.finding.id);
      expect(await sink.behind(now, 10)).toEqual([]);
      expect(await behind()).toEqual(['f1']);
      await sink.recordSent('f1', 'sns', 1, now);
      expect(await behind()).toEqual(['f1']);
      await sink.recordSent('f1', 'securityHub', 1, now);
      expect(await behind()).toEqual([]);
      await sink.save(finding({ count: 2 }), basis(2), now);
      expect(await behind()).toEqual(['f1']);
      await sink.recordSent('f1', 'securityHub', 2, now);
      expect(await behind()).toEqual([]);
    });

    it('keeps the time since when it is behind, through later revisions', async () => {
      const sink = await open();
      await sink.save(finding(), basis(1), now);
      await sink.save(finding({ count: 2 }), basis(2), later);
      expect(await sink.behind(now + second, 10)).toHaveLength(1);
    });

    it('lists the oldest first, and no more than asked for of each receiver', async () => {
      const sink = await open();
      const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
      for (const [n, id] of ids.entries()) await sink.save(finding({ id }), basis(1), now + n * second);
      for (const id of ['b', 'd', 'f']) await sink.recordSent(id, 'sns', 1, later);
      expect((await sink.behind(later, 2)).map(row => row.finding.id)).toEqual(['a', 'c', 'b', 'd']);
    });

    it('waits only for the receivers that there are', async () => {
      const sink = await open(['sns']);
      await sink.save(finding(), basis(1), now);
      await sink.recordSent('f1', 'sns', 1, now);
      await sink.save(finding({ count: 2 }), basis(2), now);
      expect(await sink.behind(later, 10)).toEqual([]);
    });

    it('never sends what is staged', async () => {
      const sink = await open();
      await sink.save(finding({ staged: true }), basis(1), now);
      expect(await sink.behind(later, 10)).toEqual([]);
      expect((await sink.load('f1'))?.finding.staged).toBe(true);
    });

    it('gives up what a receiver keeps refusing, until a later revision', async () => {
      const sink = await open(['securityHub']);
      await sink.save(finding(), basis(1), now);
      for (let n = 1; n < mostAttempts; n++) await sink.recordFailed('f1', 'securityHub', 1, `refused ${n}`, now);
      expect(await sink.behind(later, 10)).toHaveLength(1);
      await sink.recordFailed('f1', 'securityHub', 1, 'refused for good', now);
      expect((await sink.load('f1'))?.sent.securityHub).toMatchObject({
        failedRevision: 1,
        attempts: mostAttempts,
        reason: 'refused for good',
      });
      expect(await sink.behind(later, 10)).toEqual([]);
      await sink.save(finding({ count: 2 }), basis(2), now);
      expect(await sink.behind(later, 10)).toHaveLength(1);
    });

    it('holds back what goes under in a storm', async () => {
      const sink = await open();
      await sink.save(finding(), basis(1), now);
      await sink.recordHeld('f1');
      expect((await sink.load('f1'))?.held).toBe(true);
      expect(await sink.behind(later, 10)).toEqual([]);
      await sink.save(finding({ count: 2 }), basis(2), now);
      expect(await sink.behind(later, 10)).toEqual([]);
    });

    it('relates a finding to the last of its rule and entity before it', async () => {
      const sink = await open();
      const at = (hour: number) => `2026-03-01T0${hour}:00:00.000Z`;
      await sink.save(finding({ id: 'h1', firstSeen: at(1) }), basis(1), now);
      await sink.save(finding({ id: 'h3', firstSeen: at(3) }), basis(1), now);
      await sink.save(finding({ id: 'other', firstSeen: at(4), entity: { host: 'db-4' } }), basis(1), now);
      await sink.save(finding({ id: 'h5', firstSeen: at(5) }), basis(1), now);
      await sink.save(finding({ id: 'h2', firstSeen: at(2) }), basis(1), now);
      const related = async (id: string) => (await sink.load(id))?.finding.related;
      expect(await Promise.all(['h1', 'h2', 'h3', 'h5', 'other'].map(related))).toEqual([
        [],
        ['h1'],
        ['h1'],
        ['h3'],
        [],
      ]);
    });

    it('counts and lists what a rule opened', async () => {
      const sink = await open();
      for (let n = 0; n < 5; n++) await sink.save(finding({ id: `f${n}` }), basis(1), now + n * second);
      await sink.save(finding({ id: 'other', rule: 'other' }), basis(1), now);
      expect(await sink.openedCount('db-dump', now, now + 3 * second, 100)).toBe(3);
      expect(await sink.openedCount('db-dump', now, later, 2)).toBe(2);
      const rows = await sink.opened('db-dump', now + second, later, 2);
      expect(rows.map(row => row.finding.id)).toEqual(['f1', 'f2']);
    });

    it('tells the first of a rule, by time and then by id, though many were opened at once', async () => {
      const sink = await open();
      for (const id of ['d', 'b', 'e', 'a', 'c']) await sink.save(finding({ id }), basis(1), now + second);
      await sink.save(finding({ id: 'z' }), basis(1), now);
      await sink.save(finding({ id: 'late' }), basis(1), now + 9 * second);
      const first = await sink.firstOpened('db-dump', now, now + 5 * second, 3);
      expect(first.map(({ id }) => id)).toEqual(['z', 'a', 'b']);
      expect(first[1]?.createdAt).toBe(now + second);
      expect(await sink.firstOpened('db-dump', now, now + 5 * second, 100)).toHaveLength(6);
    });
  });
}
