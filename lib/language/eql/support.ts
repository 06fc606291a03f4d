import type { SupportRow } from '../text/index.ts';
import { eqlFunctions } from './functions.ts';

const yes = (feature: string, note = ''): SupportRow => ({ feature, support: 'yes', note });
const no = (feature: string, note: string): SupportRow => ({ feature, support: 'no', note });
const differs = (feature: string, note: string): SupportRow => ({ feature, support: 'differs', note });

/** What weir reads of Elastic's EQL, for docs/languages.md. */
export const eqlSupport: readonly SupportRow[] = [
  yes('event categories, `any`, categories in quotes'),
  yes('`==` `!=` `<` `<=` `>` `>=`', 'case-sensitive; text compares by UTF-16 units'),
  yes('`:` `like` `like~` `in` `in~` `not in`', 'wildcards `*` and `?` in `:` and `like` only'),
  differs('`regex` `regex~`', 'Lucene’s syntax but for the operators `&` and `~`, which are refused'),
  yes(
    '`and` `or` `not`, null logic',
    'a negated comparison of a field with constants finds events without the field; of a function it does not',
  ),
  yes('`+` `-` `*` `/` `%`', 'integers divide to integers, rounded down; a division by zero is null'),
  yes('optional fields `?f`, backticks, escapes, `"""raw"""`, comments'),
  yes('arrays', 'a comparison or function holds where it does for any member'),
  no('a field compared with a field', 'Elastic refuses it too'),
  no('array elements `f[0]`', 'Elastic refuses them too'),
  ...[...eqlFunctions.values()].map(one =>
    yes(`\`${one.name}\`${one.hasCaselessForm ? `, \`${one.name}~\`` : ''}`, functionNote(one.name)),
  ),
  yes('`sequence`, `by`, `with maxspan`, `with runs`, `until`, `![ … ]`'),
  differs(
    '`sequence` without `maxspan`, `sample`',
    'a deployed rule’s look-back (`from`, else nine minutes) bounds them; a hunt looks at everything',
  ),
  differs('keys that are no fields', 'weir computes them; Elastic takes fields only'),
  differs('`head` `tail`', 'in `weir hunt`; left out of a deployed rule with a warning'),
  no('Endgame’s lineage, joins, fork, other pipes, array functions, `match`', 'not part of Elastic’s EQL'),
];

function functionNote(name: string): string {
  if (name === 'between') return 'null where the texts are not found';
  return name === 'wildcard' ? 'as older versions have it; `like` does the same' : '';
}
