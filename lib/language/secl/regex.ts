import type { RegexTest } from '../../ir/index.ts';
import { regexTest as sharedRegexTest } from '../text/index.ts';
import type { Text } from './ast.ts';
import { LoweringError } from './lowering-error.ts';

/** SECL's regexes are Go's, found anywhere in the text. */
export function regexTest(text: Text): RegexTest {
  const made = sharedRegexTest(text.value, '', 'scalars');
  if ('problem' in made) throw new LoweringError(text, `not a regular expression: ${made.problem}`, made.hint);
  return made.test;
}
