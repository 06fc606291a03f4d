/** A span of time in its greatest whole unit: `90m`. */
export function printMicros(micros: number): string {
  if (micros === Number.MAX_SAFE_INTEGER) return 'all of time';
  for (const [unit, size] of units) {
    if (micros !== 0 && micros % size === 0) return `${micros / size}${unit}`;
  }
  return `${micros}us`;
}

const units = [
  ['d', 86_400_000_000],
  ['h', 3_600_000_000],
  ['m', 60_000_000],
  ['s', 1_000_000],
  ['ms', 1000],
] as const;
