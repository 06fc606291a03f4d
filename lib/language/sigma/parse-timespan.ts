import type { SpanMicros } from '../../ir/index.ts';

const unitMicros: Readonly<Record<string, number>> = { s: 1e6, m: 60e6, h: 3600e6, d: 86_400e6 };

/** `90m` to microseconds: a whole number above 0, and one of s, m, h, d. Null where the text is none. */
export function parseTimespan(text: string): SpanMicros | null {
  const found = /^\s*(\d{1,9})\s*([smhd])\s*$/.exec(text);
  const unit = unitMicros[found?.[2] ?? ''];
  const micros = Number(found?.[1] ?? 0) * (unit ?? 0);
  return micros > 0 && Number.isSafeInteger(micros) ? micros : null;
}

/** The same span in its greatest whole unit. */
export function printTimespan(micros: SpanMicros): string {
  const unit = (['d', 'h', 'm'] as const).find(name => micros % (unitMicros[name] ?? 1) === 0) ?? 's';
  return `${micros / (unitMicros[unit] ?? 1)}${unit}`;
}
