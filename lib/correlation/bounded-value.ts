import type { JsonValue } from '../event/index.ts';
import { hashText } from './finding-id.ts';

/** A user name, a path, a command: longer values are told apart by their hash. Bounds what one hit can cost in state. */
const maxLength = 256;
const maxMembers = 64;
const maxDepth = 4;

/** The value as state keeps it: short ones as they are, long or deep ones cut, and never two different ones alike. */
export function boundedValue(value: JsonValue | undefined, depth = 0): JsonValue {
  if (value === undefined) return null;
  if (typeof value === 'string') return value.length <= maxLength ? value : cut(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === maxDepth) return cut(safeText(value));
  if (Array.isArray(value)) {
    const kept = value.slice(0, maxMembers).map(member => boundedValue(member, depth + 1));
    return value.length <= maxMembers ? kept : [...kept, cut(safeText(value))];
  }
  const entries = Object.entries(value);
  const kept = entries.slice(0, maxMembers).map(([name, member]) => [cutName(name), boundedValue(member, depth + 1)]);
  if (entries.length > maxMembers) kept.push(['…', cut(safeText(value))]);
  return Object.fromEntries(kept);
}

function cut(text: string): string {
  return `${text.slice(0, maxLength)}…${hashText(JSON.stringify(text))}`;
}

function cutName(name: string): string {
  return name.length <= maxLength ? name : cut(name);
}

/** JSON.stringify overflows the stack on a record nested tens of thousands deep; such a value is told apart no further. */
function safeText(value: JsonValue): string {
  try {
    return JSON.stringify(value);
  } catch {
    return 'too deep';
  }
}
