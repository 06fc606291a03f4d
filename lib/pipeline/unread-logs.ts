import { type Gate, openGate, type RuleBundle } from '../engine/index.ts';
import type { FieldTable } from '../event/index.ts';
import { openedBy, type Unread } from '../ingest/index.ts';
import { sourceNamed } from '../sources/index.ts';

/** Which logs may stay unread: those known by how they begin, in whose text nothing stands that a rule about them needs. */
export function unreadLogs(bundle: RuleBundle, tableOf: (source: string) => FieldTable): Unread {
  const gates = new Map<string, Gate | null>();
  const gateOf = (source: string): Gate | null => {
    const known = gates.get(source);
    if (known !== undefined) return known;
    const logSource = sourceNamed(source)?.logSource;
    const opened = logSource === undefined ? null : openGate(bundle, tableOf(source), { source, logSource });
    gates.set(source, opened);
    return opened;
  };
  return text => {
    const source = openedBy(text);
    const gate = source === null ? null : gateOf(source);
    return gate === null || gate(text) ? null : source;
  };
}
