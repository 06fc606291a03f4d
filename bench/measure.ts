/** Ratios of two workloads that run in turn, A, B, A, B, so that what slows the machine slows both. */
export interface Ratio {
  readonly median: number;
  readonly least: number;
  readonly greatest: number;
}

export interface Pairs {
  /** Rate of B over rate of A: above one, B is faster. */
  readonly ratio: Ratio;
  /** Processor time of the median run of each, in milliseconds. */
  readonly a: number;
  readonly b: number;
}

/**
 * Processor time, not the clock: another process on the machine then costs a figure little. After one run of each to warm
 * up, `count` pairs; whoever begins changes from pair to pair.
 */
export function pairs(a: () => void, b: () => void, count: number): Pairs {
  a();
  b();
  const times: { readonly a: number; readonly b: number }[] = [];
  for (let at = 0; at < count; at += 1) {
    const first = millis(at % 2 === 0 ? a : b);
    const second = millis(at % 2 === 0 ? b : a);
    times.push(at % 2 === 0 ? { a: first, b: second } : { a: second, b: first });
  }
  return {
    ratio: ratioOf(times.map(time => time.a / time.b)),
    a: median(times.map(time => time.a)),
    b: median(times.map(time => time.b)),
  };
}

export function millis(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return Math.max(0.001, (user + system) / 1000);
}

export function ratioOf(values: readonly number[]): Ratio {
  return { median: median(values), least: Math.min(...values), greatest: Math.max(...values) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
