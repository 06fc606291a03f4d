import type { Placement } from '../witness/literal.ts';

/**
 * What the text of a JSON log must hold wherever a literal stands in one of its values, in lower case and for texts of ASCII
 * without escapes by code (`\u006e`); null where nothing can be said that is worth looking for. JSON may spell one value in
 * several ways: the slash and what has an escape of its own are left out, and so are the marks that give an object its
 * shape, since a value that is an object is searched as JSON.stringify writes it, whatever blanks the log has. Numbers may
 * be spelt otherwise altogether (`1e2` is 100, `1e999` is null or Infinity).
 */
export function rawLiteral(text: string, placement: Placement): string | null {
  let found: string | null = null;
  for (const { 0: run, index } of text.matchAll(PLAIN_RUN)) {
    if (NUMERIC.test(run) || OF_NUMBERS.some(word => word.includes(run))) continue;
    // A string's quotes stand where the string begins and ends. `true` may be no string.
    const isString = !WORDS.some(word => word.includes(run));
    const begins = isString && index === 0 && (placement === 'equal' || placement === 'starts');
    const ends = isString && index + run.length === text.length && (placement === 'equal' || placement === 'ends');
    const raw = `${begins ? '"' : ''}${run}${ends ? '"' : ''}`;
    if (found === null || raw.length > found.length) found = raw;
  }
  return found;
}

/** Letters, digits and signs of ASCII, folded, that JSON always spells as themselves and that shape no object. */
const PLAIN_RUN = /[a-z0-9 !#$%&'()*+.;<=>?@^_`|~-]+/g;

const WORDS = ['true', 'false'];

/** All or a part of a number. */
const NUMERIC = /^[0-9.e+-]*$/;

/** What a number too great becomes, as text and in JSON. */
const OF_NUMBERS = ['infinity', 'null'];
