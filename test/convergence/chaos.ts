import type { StateStore } from '../../lib/correlation/index.ts';
import type { FindingSink } from '../../lib/finding/index.ts';
import type { Random } from './random.ts';

/** One detector's bad luck. Once it is dead, nothing it does takes effect any more. */
export interface Luck {
  readonly random: Random;
  /** Share of calls that fail, before or after they took effect. */
  readonly failing: number;
  /** Share of calls at which the detector is killed. */
  readonly killing: number;
  dead: boolean;
}

/** The store as this detector sees it: other detectors' calls come in between, calls fail, the detector may die. */
export function unluckyStore(store: StateStore, luck: Luck): StateStore {
  return {
    add: (...call) => attempt(luck, () => store.add(...call)),
    read: (...call) => attempt(luck, () => store.read(...call)),
    sample: (...call) => attempt(luck, () => store.sample(...call)),
    mark: (...call) => attempt(luck, () => store.mark(...call)),
    schedule: (...call) => attempt(luck, () => store.schedule(...call)),
    due: (...call) => attempt(luck, () => store.due(...call)),
    done: (...call) => attempt(luck, () => store.done(...call)),
  };
}

export function unluckySink(sink: FindingSink, luck: Luck): FindingSink {
  return { ...sink, save: (...call) => attempt(luck, () => sink.save(...call)) };
}

async function attempt<T>(luck: Luck, call: () => Promise<T>): Promise<T> {
  await pause(luck.random.below(4));
  if (luck.dead) throw new Error('killed');
  if (luck.random.chance(luck.killing)) {
    luck.dead = true;
    // It dies just before or just after the call took effect.
    if (luck.random.chance(0.5)) await call();
    throw new Error('killed');
  }
  if (!luck.random.chance(luck.failing)) {
    const result = await call();
    await pause(luck.random.below(4));
    return result;
  }
  if (luck.random.chance(0.5)) await call();
  throw new Error('throttled');
}

/** Lets the others go first, so many times. */
async function pause(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await null;
}
