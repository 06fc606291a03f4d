import type { Language, RuleFile } from '../text/index.ts';
import { compileQuery } from './compile-query.ts';
import { compileSigma } from './compile-sigma.ts';
import { support } from './support.ts';

export const sigma: Language = { name: 'sigma', recognises, compile: compileSigma, compileQuery, support };

/** YAML with `detection`, `correlation` or `filter` as a key of its own; two of these words are used by others as well. */
function recognises({ path, text }: RuleFile): boolean {
  if (!/\.ya?ml$/i.test(path)) return false;
  if (/^detection:/m.test(text) || /^correlation:/m.test(text)) return true;
  return /^filter:/m.test(text) && /^logsource:/m.test(text);
}
