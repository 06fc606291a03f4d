import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../lib/correlation/index.ts';
import { runSchedule } from './schedule.ts';

/** The short form; `npm run convergence` is the long one. A failing seed can be run alone with it. */
describe('whatever the order, the batches, the duplicates and the crashes, what stands is what one pass in order finds', () => {
  it('in memory', async () => {
    for (let seed = 1; seed <= 150; seed++) {
      const { differences } = await runSchedule(seed, memoryStore());
      expect(differences, `seed ${seed}`).toEqual([]);
    }
  });
});
