import type { JsonValue } from '../../event/index.ts';
import { asText } from '../answers.ts';
import type { EventSlots } from '../event-slots.ts';
import { members } from '../members.ts';
import { folded, isAscii } from './spell.ts';
import type { Scope } from './witness-index.ts';

/** Which of a scope's texts the event at hand has. Few values come, so that each is folded and looked up once. */
export interface ScopeReader {
  readonly scope: number;
  readonly read: (slots: EventSlots) => ScopeHit;
}

export interface ScopeHit {
  /** Equal keys: the same texts. */
  readonly key: string;
  /** Positions in the scope's `texts`. */
  readonly texts: readonly number[];
  /** They are strings, so that tests for them need not be asked again. */
  readonly isProof: boolean;
}

const NOTHING: ScopeHit = { key: '', texts: [], isProof: true };
const MOST_REMEMBERED = 1_000;

export function createScopeReader(scope: number, { texts }: Scope, slot: number): ScopeReader {
  const places = new Map(texts.map((text, at) => [text, at]));
  const known = new Map<string, ScopeHit>();
  const hitOf = (text: string): ScopeHit => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const place = places.get(folded(text, isAscii(text)));
    const hit = place === undefined ? NOTHING : { key: String(place), texts: [place], isProof: true };
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(text, hit);
    return hit;
  };
  return {
    scope,
    read: slots => {
      const value = slots.value(slot);
      if (typeof value === 'string') return hitOf(value);
      if (value === undefined || value === null) return NOTHING;
      const all = members(value);
      const [only] = all;
      if (all.length === 1 && typeof only === 'string') return hitOf(only);
      const hits = all.map(member => hitOf(textOf(member)));
      const found = [...new Set(hits.flatMap(hit => hit.texts))].sort((a, b) => a - b);
      return { key: found.join(), texts: found, isProof: all.every(member => typeof member === 'string') };
    },
  };
}

function textOf(value: JsonValue): string {
  return asText(value, 'json') ?? '';
}
