import { type AttackTags, tactics } from '../../rule/index.ts';

/** `attack.t1059.004` and `attack.initial-access` (older rules: `initial_access`) as ATT&CK's own ids and short names. */
export function attackTags(tags: readonly string[]): AttackTags {
  const words = tags.filter(tag => tag.toLowerCase().startsWith('attack.')).map(tag => tag.toLowerCase().slice(7));
  const techniques = words.filter(word => /^t\d{4}(?:\.\d{3})?$/.test(word)).map(word => word.toUpperCase());
  const names = words.map(word => word.replaceAll('_', '-')).filter(word => known.has(word));
  return { tactics: [...new Set(names)], techniques: [...new Set(techniques)] };
}

const known: ReadonlySet<string> = new Set(tactics);
