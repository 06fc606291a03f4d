/** One way in which the same logs may be delivered: another order, other batches, some of them twice. */
export function shuffled<T>(items: readonly T[], seed: number): readonly (readonly T[])[] {
  const random = generator(seed);
  const twice = items.filter(() => random() < duplicateShare);
  const order = [...items, ...twice];
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const held = order[at] as T; // both positions are inside the list
    order[at] = order[other] as T;
    order[other] = held;
  }
  const batches: T[][] = [];
  for (let at = 0; at < order.length; ) {
    const size = 1 + Math.floor(random() * Math.max(1, order.length / 2));
    batches.push(order.slice(at, at + size));
    at += size;
  }
  return batches;
}

/** Enough that most deliveries repeat something, in any case of three logs or more. */
const duplicateShare = 0.4;

/** A small generator of equal numbers for equal seeds (mulberry32), so that a failure can be shown again. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
