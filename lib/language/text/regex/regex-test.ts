import type { AsText, RegexTest } from '../../../ir/index.ts';
import { type Backtracking, judgeBacktracking } from './judge-backtracking.ts';
import { neededLiterals } from './needed-literals.ts';
import { parseRegex } from './parse-regex.ts';
import { printRegex } from './print-regex.ts';
import { RegexProblem } from './regex-problem.ts';
import { trimSearch } from './trim-search.ts';

export type MadeRegex =
  | {
      readonly test: RegexTest;
      /** How a tool that searches by backtracking would fare; weir runs what is not proven linear on another engine. */
      readonly backtracking: Backtracking;
    }
  | { readonly problem: string; readonly hint: string };

/**
 * A rule's regular expression as a test: found anywhere in the text, unless `^` and `$` say otherwise. `flags` are any of
 * i, m and s. The pattern is printed anew, so that the native and the linear-time engine give the same answers.
 */
export function regexTest(source: string, flags: string, asText: AsText): MadeRegex {
  try {
    const written = parseRegex(source, {
      ignoreCase: flags.includes('i'),
      multiline: flags.includes('m'),
      dotAll: flags.includes('s'),
    });
    const tree = trimSearch(written);
    const printed = printRegex(tree);
    if (printed === null) {
      return {
        problem: 'anchors of lines and of the whole text cannot be mixed',
        hint: 'use either flag m or \\A and \\z',
      };
    }
    // Engines differ on what ends a line besides \n, so patterns with lines always run on the linear-time one.
    const engine = judgeBacktracking(tree) === 'linear' && !printed.flags.includes('m') ? 'native' : 'linear';
    const literals = neededLiterals(tree, { isCaseless: printed.flags.includes('i'), engine });
    return { test: { is: 'regex', ...printed, asText, literals, engine }, backtracking: judgeBacktracking(written) };
  } catch (cause) {
    if (cause instanceof RegexProblem) return { problem: cause.message, hint: cause.hint };
    throw cause;
  }
}
