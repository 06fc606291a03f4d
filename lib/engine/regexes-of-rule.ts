import type { RegexTest, Rule } from '../ir/index.ts';
import { regexes } from './functions/regexes.ts';

/** One regex of a rule. `pattern` is null where it is computed from the event; those always run on the linear engine. */
export interface RegexOfRule extends Pick<RegexTest, 'engine' | 'flags'> {
  readonly pattern: string | null;
}

/**
 * Every regex that running the rule may need, each once: those of tests, and those that functions are given. Looks at the
 * IR as the JSON that it is, so that no place where a predicate or value may stand is forgotten.
 */
export function regexesOfRule({ detection, suppression }: Rule): readonly RegexOfRule[] {
  const found = new Map<string, RegexOfRule>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    // What a constant holds is data, whatever it looks like.
    if ('op' in node && node.op === 'constant') return;
    const regex = regexAt(node);
    if (regex !== null) found.set(JSON.stringify(regex), regex);
    for (const part of Object.values(node)) visit(part);
  };
  visit(detection);
  visit(suppression);
  return [...found.values()];
}

function regexAt(node: object): RegexOfRule | null {
  if ('is' in node && node.is === 'regex') {
    const { pattern, flags, engine } = node as RegexTest;
    return { pattern, flags, engine };
  }
  if (!('op' in node && node.op === 'call' && 'function' in node && 'args' in node)) return null;
  const { function: name, args } = node;
  if (typeof name !== 'string' || !Object.hasOwn(regexes, name) || !Array.isArray(args)) return null;
  const flags = name === 'matches-regex' ? (constantText(args[2]) ?? '') : '';
  return { pattern: constantText(args[1]), flags, engine: 'linear' };
}

function constantText(value: { readonly op: string; readonly value?: unknown } | undefined): string | null {
  return value?.op === 'constant' && typeof value.value === 'string' ? value.value : null;
}
