const unitMicros: Readonly<Record<string, number>> = {
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
  H: 3_600_000_000,
  d: 86_400_000_000,
  w: 7 * 86_400_000_000,
  M: 30 * 86_400_000_000,
  y: 365 * 86_400_000_000,
};

/** How far back `now-9m` lies, in microseconds; null where the text is no such time. */
export function lookBackMicros(text: string): number | null {
  const found = /^now-(\d{1,9})([smhHdwMy])(?:\/[smhHdwMy])?$/.exec(text.trim());
  return found === null ? null : spanMicros(Number(found[1]), found[2] ?? '');
}

/** `5m` as microseconds. */
export function intervalMicros(text: string): number | null {
  const found = /^(\d{1,9})([smhHdwMy])$/.exec(text.trim());
  return found === null ? null : spanMicros(Number(found[1]), found[2] ?? '');
}

export function spanMicros(amount: number, unit: string): number | null {
  const size = Object.hasOwn(unitMicros, unit) ? unitMicros[unit] : undefined;
  return size === undefined || !(amount > 0) ? null : amount * size;
}

/** Elastic's rules look back this far where they do not say. */
export const defaultLookBackMicros = 9 * 60_000_000;
