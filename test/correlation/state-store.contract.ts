import { describe, expect, it } from 'vitest';
import { type BucketKey, type Hit, type StateStore, viewOf } from '../../lib/correlation/index.ts';

/** What every state store must do. `make` gives an empty one whose buckets take `cap` hits per leg. */
export function stateStoreContract(name: string, make: (cap: number) => Promise<StateStore>): void {
  describe(`${name} keeps the promises of a state store`, () => {
    it('reads back what was added, every part of it', async () => {
      const store = await make(100);
      const evidence = {
        source: 's',
        account: '1',
        region: 'r',
        logGroup: 'g',
        logStream: 'l',
        fields: { a: [1, 'é'] },
      };
      const full = hit('a', {
        sequence: 3,
        leg: 2,
        values: ['x', 1, null, ['y']],
        basis: 4,
        retracted: true,
        evidence,
      });
      await store.add(bucket('k'), [full, hit('b')], soon);
      const [contents] = await store.read([bucket('k')], now);
      expect(byEvent(contents?.hits)).toEqual([full, hit('b')]);
    });

    it('keeps buckets, keys, rules and versions apart', async () => {
      const store = await make(100);
      const others = [
        bucket('k2'),
        { ...bucket('k'), start: hour },
        { ...bucket('k'), rule: 'r2' },
        { ...bucket('k'), version: '2' },
      ];
      await store.add(bucket('k'), [hit('a')], soon);
      expect((await store.read(others, now)).map(contents => contents.hits)).toEqual([[], [], [], []]);
    });

    it('reads buckets in the order asked, near and far, before 1970 and after, and none between them', async () => {
      const store = await make(100);
      const starts = [hour, 0, -hour, 48 * hour, 3 * hour];
      for (const start of [...starts, 2 * hour]) {
        await store.add({ ...bucket('k'), start }, [hit(`at ${start}`, { time: start + 1 })], soon);
        await store.mark({ ...bucket('k'), start }, [`f/${start}`], soon);
      }
      const found = await store.read(
        starts.map(start => ({ ...bucket('k'), start })),
        now,
      );
      expect(found.map(({ hits, findings }) => [hits.map(each => each.event), findings])).toEqual(
        starts.map(start => [[`at ${start}`], [`f/${start}`]]),
      );
      expect(found.map(({ hits }) => hits[0]?.time)).toEqual(starts.map(start => start + 1));
    });

    it('shows some of a bucket, the same ones each time, and nothing that has expired', async () => {
      const store = await make(100);
      for (const id of ['a', 'b', 'c', 'd']) await store.add(bucket('k'), [hit(id)], soon);
      await store.mark(bucket('k'), ['f'], soon);
      const some = await store.sample(bucket('k'), now, 3);
      expect([some.hits.length, some.findings]).toEqual([3, []]);
      expect(await store.sample(bucket('k'), now, 3)).toEqual(some);
      expect((await store.sample(bucket('k'), now, 100)).hits).toHaveLength(4);
      expect((await store.sample(bucket('k'), soon + 1, 100)).hits).toEqual([]);
    });

    it('is a set: repetition, overlap and order change nothing', async () => {
      const store = await make(100);
      await store.add(bucket('k'), [hit('a'), hit('b')], soon);
      await store.add(bucket('k'), [hit('b'), hit('c')], soon);
      await store.add(bucket('k'), [hit('b'), hit('a')], soon);
      const view = viewOf(await store.read([bucket('k')], now));
      expect(view.hits.map(each => each.event)).toEqual(['a', 'b', 'c']);
      expect(view.seen).toBe(3);
    });

    it('takes concurrent writers without losing any of them', async () => {
      const store = await make(100);
      const names = Array.from({ length: 20 }, (_, index) => `e${String(index).padStart(2, '0')}`);
      await Promise.all(names.map(event => store.add(bucket('k'), [hit(event)], soon)));
      expect(viewOf(await store.read([bucket('k')], now)).hits.map(each => each.event)).toEqual(names);
    });

    it('does not show what has expired, deleted or not', async () => {
      const store = await make(100);
      await store.add(bucket('k'), [hit('old')], now - 1);
      await store.add(bucket('k'), [hit('new')], soon);
      await store.mark(bucket('k'), ['f-old'], now - 1);
      await store.mark(bucket('k'), ['f-new', 'g-new'], soon);
      const [contents] = await store.read([bucket('k')], now);
      expect(contents?.hits.map(each => each.event)).toEqual(['new']);
      expect(contents?.findings).toEqual(['f-new', 'g-new']);
    });

    it('says which buckets are capped, and takes no more of a full leg', async () => {
      const store = await make(3);
      await store.add(
        bucket('k'),
        ['a', 'b', 'c'].map(event => hit(event)),
        soon,
      );
      expect(await store.read([bucket('k'), bucket('k2')], now)).toMatchObject([{ capped: true }, { capped: false }]);
      await store.add(bucket('k'), [hit('d'), hit('other', { leg: 1 })], soon);
      const [contents] = await store.read([bucket('k')], now);
      expect(byEvent(contents?.hits).map(each => each.event)).toEqual(['a', 'b', 'c', 'other']);
    });

    it('takes of a full leg what brings a new value, and every later version of what it holds', async () => {
      const store = await make(3);
      const add = async (...hits: Hit[]) => {
        await store.add(bucket('k'), hits, soon);
        return store.read([bucket('k')], now);
      };
      await add(...['a', 'b', 'c'].map(event => hit(event, { values: ['x'], basis: 2 })));
      await add(hit('d', { values: ['x'], basis: 2 }), hit('a', { values: ['x'], basis: 4, retracted: true }));
      const [contents] = await add(hit('e', { values: ['y'] }), hit('f', { values: ['x'] }));
      const { hits, seen } = viewOf(contents === undefined ? [] : [contents]);
      expect(hits.map(each => each.event)).toEqual(['b', 'c', 'e']);
      expect(seen).toBe(5 + 3 + 3 + 1);
      expect(contents?.capped).toBe(true);
    });

    it('gives due timers, oldest first, until they are done', async () => {
      const store = await make(100);
      for (const [key, dueAt] of [
        ['late', 30],
        ['first', 10],
        ['second', 20],
      ] as const)
        await store.schedule(timer(key, dueAt));
      await store.schedule(timer('first', 10));
      expect((await store.due(20, 10)).map(each => each.key[0])).toEqual(['first', 'second']);
      expect((await store.due(20, 1)).map(each => each.key[0])).toEqual(['first']);
      await store.done(timer('first', 10));
      expect((await store.due(100, 10)).map(each => each.key[0])).toEqual(['second', 'late']);
    });

    it('takes any text as an id, a key or a value', async () => {
      const store = await make(100);
      const key = { ...bucket('k'), key: ['__proto__', null, 'x'.repeat(5000), '\ud800', { a: '#|/' }] };
      await store.add(key, [hit('\u0000\ud800 #', { values: ['\udfff'] })], soon);
      const [contents] = await store.read([key], now);
      expect(contents?.hits).toEqual([hit('\u0000\ud800 #', { values: ['\udfff'] })]);
    });
  });
}

const hour = 3_600_000_000;
const now = 1_800_000_000;
const soon = now + 60;

function bucket(key: string): BucketKey {
  return { rule: 'r', version: '1', key: [key], start: 0 };
}

function hit(event: string, parts: Partial<Hit> = {}): Hit {
  return { time: 5, sequence: 0, event, leg: 0, values: [], basis: 0, retracted: false, ...parts };
}

function timer(key: string, dueAt: number) {
  return { rule: 'r', version: '1', key: [key], time: 0, dueAt };
}

function byEvent(hits: readonly Hit[] = []): readonly Hit[] {
  return [...hits].sort((a, b) => (a.event < b.event ? -1 : 1));
}
