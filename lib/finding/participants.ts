import type { HitEvidence } from '../correlation/index.ts';
import { safeText } from './evidence.ts';
import { showValue } from './show-value.ts';

/** Who took part in these events, by kind: the first of the names that an event supplies. */
const kinds: readonly { readonly kind: string; readonly names: readonly string[] }[] = [
  { kind: 'host', names: ['host.id', 'host.name'] },
  { kind: 'user', names: ['user.name', 'user.id'] },
  { kind: 'source', names: ['source.ip', 'source.address'] },
  { kind: 'destination', names: ['destination.ip', 'destination.domain'] },
  { kind: 'container', names: ['container.id', 'container.name'] },
];

/** The kinds whose newcomers are worth a second message: an attacker changes addresses for free. */
export const notifyingKinds: readonly string[] = ['host', 'user', 'container'];

export const mostOfAKind = 50;
const longestName = 256;

export function participants(events: Iterable<HitEvidence>): Record<string, string[]> {
  const seen = new Map<string, Set<string>>();
  for (const event of events) {
    for (const { kind, names } of kinds) {
      const name = firstOf(event, names);
      if (name === '') continue;
      const ofKind = seen.get(kind) ?? new Set();
      seen.set(kind, ofKind.add(name));
    }
  }
  return Object.fromEntries([...seen].map(([kind, names]) => [kind, firstInOrder(names)]));
}

/** Thousands of events name a few: what is costly is done for those that are kept. */
function firstInOrder(names: ReadonlySet<string>): string[] {
  const kept = [...names].sort().slice(0, mostOfAKind);
  return [...new Set(kept.map(name => safeText(name, longestName)))].sort();
}

function firstOf({ fields }: HitEvidence, names: readonly string[]): string {
  for (const name of names) {
    const shown = showValue(fields[name]);
    if (shown !== '') return shown;
  }
  return '';
}
