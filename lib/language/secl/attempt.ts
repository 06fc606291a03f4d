import type { Diagnostic } from '../../rule/index.ts';
import { error, type RuleFile } from '../text/index.ts';
import { locate } from './locate.ts';
import { LoweringError } from './lowering-error.ts';
import type { Located } from './read-policy.ts';
import { SeclSyntaxError } from './tokenize.ts';

/** Runs one step over a piece of a policy and turns its author's mistake into a diagnostic; ours are thrown on. */
export function attempt<T>(file: RuleFile, piece: Located, diagnostics: Diagnostic[], step: () => T): T | null {
  try {
    return step();
  } catch (cause) {
    if (cause instanceof SeclSyntaxError) {
      const { message, hint } = cause.fault;
      diagnostics.push(error('secl-syntax', message, locate(file, piece, cause.fault), hint));
    } else if (cause instanceof LoweringError) {
      diagnostics.push(error('secl-meaning', cause.message, locate(file, piece, cause.range), cause.hint));
    } else throw cause;
    return null;
  }
}
