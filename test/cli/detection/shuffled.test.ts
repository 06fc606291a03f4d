import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shuffled } from '../../../cli/testing/shuffled.ts';

describe('a shuffled delivery', () => {
  it('loses nothing, adds only repetitions, and is the same for the same seed', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { maxLength: 40 }), fc.nat(), (items, seed) => {
        const batches = shuffled(items, seed);
        const delivered = batches.flat();
        expect(new Set(delivered)).toEqual(new Set(items));
        expect(delivered.length).toBeLessThanOrEqual(items.length * 2);
        expect(batches.every(batch => batch.length > 0)).toBe(true);
        expect(shuffled(items, seed)).toEqual(batches);
      }),
    );
  });

  it('differs from seed to seed', () => {
    const items = Array.from({ length: 20 }, (_, index) => index);
    expect(shuffled(items, 1).flat()).not.toEqual(shuffled(items, 2).flat());
  });
});
