import type { Rule } from '../../../lib/ir/index.ts';
import { secl } from '../../../lib/language/secl/index.ts';
import type { CompiledRule } from '../../../lib/language/text/index.ts';

/** A policy's rules, given as the YAML of its `rules`. */
export function compiled(rules: string): readonly CompiledRule[] {
  return secl.compile([{ path: 'p.policy', text: `rules:\n${rules}` }], { values: {}, exceptions: {} });
}

/** Those of them that compile and that logs can make fire. */
export function rulesOf(rules: string): readonly Rule[] {
  return compiled(rules).flatMap(({ rule, status, diagnostics }) => {
    if (rule === null || status !== 'ok') throw new Error(JSON.stringify(diagnostics));
    return [rule];
  });
}
