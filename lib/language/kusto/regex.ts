import { RE2JS } from 're2js';
import type { RegexTest } from '../../ir/index.ts';
import { KustoError } from './kusto-error.ts';
import type { Syntax } from './syntax.ts';

/** Kusto's regular expressions are RE2's, unanchored: the linear-time engine speaks them as they are. */
export function regexTest(pattern: string, at: Syntax): RegexTest {
  try {
    RE2JS.compile(pattern);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new KustoError(at, `not a regular expression: ${reason}`, "the syntax is RE2's");
  }
  const flags = /^\(\?([ims]+)\)/.exec(pattern);
  return {
    is: 'regex',
    pattern: flags === null ? pattern : pattern.slice(flags[0].length),
    flags: [...new Set(flags?.[1] ?? '')].sort().join(''),
    asText: 'json',
    literals: [],
    engine: 'linear',
  };
}
