import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { microsToIso, parseIsoMicros } from '../../lib/event/index.ts';

describe('a time is the same however its text is spelt', () => {
  it.each([
    ['2026-11-21T08:05:00Z', 1_795_248_300_000_000],
    ['2026-11-21T08:05:00', 1_795_248_300_000_000],
    ['2026-11-21 08:05:00.5Z', 1_795_248_300_500_000],
    ['2026-11-21T08:05:00.123456Z', 1_795_248_300_123_456],
    ['2026-11-21T08:05:00.1234567Z', 1_795_248_300_123_456],
    ['2026-11-21T09:05:00.123+01:00', 1_795_248_300_123_000],
    ['2026-11-21T08:05Z', 1_795_248_300_000_000],
    ['2026-11-21T08:05:00,25 UTC', 1_795_248_300_250_000],
    ['2026-13-21T08:05:00Z', null],
    ['2026-11-21T08:60:00Z', null],
    ['2026-11-21T08:05:0xZ', null],
    ['2026-11-21T08:05:00.Z', null],
    ['2026-11-21T08:05:00.1a3Z', null],
    ['2026/11/21T08:05:00Z', null],
    ['Z', null],
    ['', null],
  ])('%s', (text, micros) => expect(parseIsoMicros(text)).toBe(micros));

  // What follows a whole second is only read by the general expression, which so answers for the other one.
  it.each(['', 'Z'])('with "%s" as with +00:00', zone =>
    fc.assert(
      fc.property(plainStamp, stamp => {
        expect(parseIsoMicros(`${stamp}${zone}`)).toBe(parseIsoMicros(`${stamp}+00:00`));
      }),
    ),
  );

  it('and is written as it was read', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7e15 }), micros => {
        expect(parseIsoMicros(microsToIso(micros))).toBe(micros);
      }),
    ));
});

const upTo = (most: number) => fc.integer({ min: 0, max: most }).map(number => String(number).padStart(2, '0'));
const plainStamp = fc
  .tuple(
    fc.integer({ min: 0, max: 9999 }),
    upTo(14),
    upTo(33),
    upTo(26),
    upTo(62),
    upTo(62),
    fc.stringMatching(/^(?:\.\d{0,8})?$/),
  )
  .map(
    ([year, month, day, hour, minute, second, fraction]) =>
      `${String(year).padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}${fraction}`,
  );
