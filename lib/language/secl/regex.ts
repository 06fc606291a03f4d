import { RE2JS } from 're2js';
import type { RegexTest } from '../../ir/index.ts';
import type { Text } from './ast.ts';
import { LoweringError } from './lowering-error.ts';

/**
 * SECL's regexes are Go's, unanchored, which the linear-time engine speaks as they are: it is RE2's own syntax.
 * Translating to ECMAScript is only needed for what both spell differently, and such patterns are refused.
 */
export function regexTest(text: Text): RegexTest {
  try {
    RE2JS.compile(text.value);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LoweringError(text, `not a regular expression: ${reason}`, "the syntax is Go's regexp/syntax");
  }
  const flags = /^\(\?([ims]+)\)/.exec(text.value);
  const pattern = flags === null ? text.value : text.value.slice(flags[0].length);
  const foreign = /\(\?[imsU-]*[:)]|\\[AzQEC]|\[\[:|\\[pP][^{]|\(\?P</.exec(pattern.replace(/\(\?:/g, ''));
  if (foreign !== null) {
    throw new LoweringError(
      text,
      `${foreign[0]} of Go's regular expressions is not supported`,
      'write it in plain syntax',
    );
  }
  return {
    is: 'regex',
    pattern,
    flags: [...new Set(flags?.[1] ?? '')].sort().join(''),
    asText: 'scalars',
    literals: [],
    engine: 'linear',
  };
}
