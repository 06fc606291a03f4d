import { fold } from '../lib/engine/index.ts';
import type { Rule } from '../lib/ir/index.ts';

/** The same rule looking for other texts: every literal of some length has its letters moved along the alphabet. */
export function mutated(rule: Rule, round: number): Rule {
  const text = JSON.stringify(rule.detection, (key, value: unknown) => {
    if (key === 'text' && typeof value === 'string') return moved(value, round);
    if (key === 'texts' && Array.isArray(value)) return value.map(one => moved(String(one), round));
    return value;
  });
  const detection: Rule['detection'] = JSON.parse(text);
  return { ...rule, meta: { ...rule.meta, id: `${rule.meta.id}-${round}` }, detection };
}

const SHORTEST_MOVED = 4;

function moved(text: string, round: number): string {
  if (text.length < SHORTEST_MOVED) return text;
  return fold(text).replace(/[a-z]/g, letter =>
    String.fromCharCode(97 + ((letter.charCodeAt(0) - 97 + round * 5) % 26)),
  );
}
