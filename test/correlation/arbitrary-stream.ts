import fc from 'fast-check';
import type { Stream } from './sequence-oracle.ts';

/** Short streams in which everything happens at once: ties, repetitions, several legs in one event, tight spans. */
export const anyStream: fc.Arbitrary<Stream> = fc
  .record({
    steps: fc.array(
      fc.record({
        missing: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
        runs: fc.oneof(
          { weight: 4, arbitrary: fc.constant(1) },
          { weight: 1, arbitrary: fc.integer({ min: 2, max: 3 }) },
        ),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    hasUntil: fc.boolean(),
    maxSpan: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constant(Number.MAX_SAFE_INTEGER)),
  })
  .filter(({ steps }) => steps.some(step => !step.missing))
  .chain(shape =>
    fc
      .array(
        fc.record({
          gap: fc.constantFrom(0, 1, 1, 2, 3),
          legs: fc.uniqueArray(fc.integer({ min: 0, max: shape.steps.length }), { minLength: 1, maxLength: 2 }),
        }),
        { maxLength: 24 },
      )
      .map(found => {
        let time = 0;
        const events = found.map(({ gap, legs }) => {
          time += gap;
          return { time, legs: shape.hasUntil ? legs : legs.filter(leg => leg < shape.steps.length) };
        });
        return { ...shape, events };
      }),
  );
