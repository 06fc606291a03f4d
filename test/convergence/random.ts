/** Random numbers that a seed decides: a schedule that failed can be run again. */
export interface Random {
  /** Whole number from 0 to below. */
  readonly below: (limit: number) => number;
  readonly chance: (share: number) => boolean;
  readonly pick: <T>(choices: readonly T[]) => T;
  readonly shuffle: <T>(items: readonly T[]) => T[];
}

/** Mulberry32: small, and good enough for schedules. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    chance: share => next() < share,
    pick: choices => choices[below(choices.length)] as (typeof choices)[number], // below stays inside
    shuffle: items => {
      const mixed = [...items];
      for (let last = mixed.length - 1; last > 0; last--) {
        const other = below(last + 1);
        [mixed[last], mixed[other]] = [mixed[other] as never, mixed[last] as never]; // both are inside
      }
      return mixed;
    },
  };
}
