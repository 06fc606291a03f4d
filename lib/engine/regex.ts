import { RE2JS } from 're2js';
import type { RegexTest } from '../ir/index.ts';
import { toLinearSyntax } from './linear-syntax.ts';

/**
 * How much of a text a regex looks at, in UTF-16 units. Windows allows command lines of 32,767; script blocks are cut
 * at about 20,000. What lies beyond is not looked at, and counted. Linear engines keep this within milliseconds.
 */
export const regexInputCap = 65_536;

export interface CompiledRegex {
  readonly test: (text: string) => boolean;
}

/** Throws, naming the pattern, where its engine cannot run it. Uncapped: callers cut the text with `capped`. */
export function compileRegex({
  pattern,
  flags,
  engine,
}: Pick<RegexTest, 'pattern' | 'flags' | 'engine'>): CompiledRegex {
  try {
    const regex = engine === 'linear' ? compileLinear(pattern, flags) : new RegExp(pattern, flags);
    return { test: text => regex.test(text) };
  } catch (cause) {
    throw new Error(`the ${engine} engine cannot run the regex /${pattern}/${flags}`, { cause });
  }
}

export function compileLinear(pattern: string, flags: string): RE2JS {
  let bits = 0;
  if (flags.includes('i')) bits |= RE2JS.CASE_INSENSITIVE;
  if (flags.includes('m')) bits |= RE2JS.MULTILINE;
  if (flags.includes('s')) bits |= RE2JS.DOTALL;
  return RE2JS.compile(toLinearSyntax(pattern, flags.includes('s')), bits);
}
