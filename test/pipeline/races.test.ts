import { describe, expect, it } from 'vitest';
import { memoryStore, type StateStore } from '../../lib/correlation/index.ts';
import { memoryFindingSink } from '../../lib/finding/index.ts';
import { input, minute, rule, world } from './scenario.ts';

const sequence = rule('seq', {
  kind: 'sequence',
  steps: [
    { ...input('a'), missing: false, runs: 1 },
    { ...input('b'), missing: false, runs: 1 },
  ],
  until: input('stop'),
  maxSpan: 5 * minute,
});

describe('a detector that saw less cannot leave a finding that one who saw more knows to be undone', () => {
  it.each<{ name: string; at: 'mark' | 'save' }>([
    { name: 'where the other decided before the mark was there', at: 'mark' },
    { name: 'where the other decided between the mark and the finding', at: 'save' },
  ])('$name', async ({ at }) => {
    const store = memoryStore();
    const sink = memoryFindingSink([]);
    const undo = async () => {
      await world([sequence], store, 600, sink).send([{ at: 5, kind: 'stop', who: 'x' }], { arrival: 20 });
    };
    let isFirst = true;
    const once = async () => {
      if (isFirst) {
        isFirst = false;
        await undo();
      }
    };
    const slowStore: StateStore = {
      ...store,
      mark: async (...call) => {
        if (at === 'mark') await once();
        await store.mark(...call);
      },
    };
    const slowSink = {
      ...sink,
      save: async (...call: Parameters<typeof sink.save>) => {
        if (at === 'save') await once();
        return sink.save(...call);
      },
    };
    await world([sequence], slowStore, 600, slowSink).send([
      { at: 0, kind: 'a', who: 'x' },
      { at: 10, kind: 'b', who: 'x' },
    ]);
    expect(isFirst).toBe(false);
    expect(sink.rows().map(({ finding }) => finding.state)).toEqual(['retracted']);
  });
});
