import type { SupportRow } from '../text/index.ts';

const yes = (feature: string, note = ''): SupportRow => ({ feature, support: 'yes', note });
const differs = (feature: string, note: string): SupportRow => ({ feature, support: 'differs', note });

/** What weir reads of Kibana's query language, for docs/languages.md. */
export const kuerySupport: readonly SupportRow[] = [
  yes('`field:value`, `field:"value"`', 'a keyword is compared whole and with its case; a number by its value too'),
  yes('`field:(a or (b and not c))`'),
  yes('wildcards `*` in values without quotes', 'in quotes `*` is an asterisk'),
  yes('`field:*`', 'the field is there, and not null'),
  differs(
    'ranges `<` `<=` `>` `>=`',
    'numbers, times and text; a time relative to `now` is refused, since a stream has no time of search',
  ),
  yes('nested `field:{ … }`', 'one same member of the array'),
  yes('field names with wildcards'),
  yes('`and` `or` `not`, in any case', 'what an event lacks does not match, and matches under `not`'),
  yes('escapes `\\`, `\\t`, `\\u0041`, `\\and`'),
  yes('networks in address fields', '`source.ip:10.0.0.0/8`'),
  differs(
    'analysed text',
    '`message`, `error.message`, `powershell.file.script_block_text` and `*.text` are cut into words as Unicode cuts them; other fields are keywords',
  ),
  differs('free text', 'any value that is it, or words in `message` and in the log’s text'),
];
