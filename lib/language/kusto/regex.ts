import type { RegexTest } from '../../ir/index.ts';
import { regexTest as sharedRegexTest } from '../text/index.ts';
import { KustoError } from './kusto-error.ts';
import type { Syntax } from './syntax.ts';

/** Kusto's regular expressions are RE2's, found anywhere in the text. */
export function regexTest(pattern: string, at: Syntax): RegexTest {
  const made = sharedRegexTest(pattern, '', 'json');
  if ('problem' in made) throw new KustoError(at, `not a regular expression: ${made.problem}`, made.hint);
  return made.test;
}
