/**
 * What `call` may name, each with its whole meaning. All are total: an argument that is nothing or of the wrong kind
 * gives nothing, unless the line says otherwise. `text` is a string; `number` a finite JSON number; `time` a number of
 * microseconds since 1970, or ISO 8601 text. Positions count UTF-16 units from 0; a negative one counts from the end.
 * Results that are no finite number (1/0) are nothing. Calendar functions answer in UTC.
 */
export const functionMeanings = {
  // Text
  length: '(text or array) UTF-16 units of a text, members of an array',
  substring: '(text, start, end?) the part from start up to, not including, end; ends beyond the text are cut',
  concat: '(a, b, …) all scalars as text, one after another; nothing if any is nothing',
  'index-of': '(text, part, from?) where part first occurs at or after from; nothing where it does not',
  starts: '(text, part) boolean, case-sensitive',
  ends: '(text, part) boolean, case-sensitive',
  contains: '(text, part) boolean, case-sensitive',
  between:
    '(text, left, right, greedy?, ignoreCase?) what lies after the first left, before the next (greedy: last) right',
  fold: '(text) simple Unicode case folding: equal folds are equal up to case',
  lower: '(text) lower-cased, full Unicode, no locale',
  upper: '(text) upper-cased, full Unicode, no locale',
  trim: '(text, characters?) without these at both ends (default: white space)',
  replace: '(text, from, to) every occurrence of from replaced, left to right; an empty from replaces nothing',
  'replace-regex': '(text, pattern, to) every match replaced; in to, \\1 to \\9 are groups and \\0 the match',
  extract: '(text, pattern, group) the group (0: whole match) of the first match; nothing where there is none',
  'extract-all': '(text, pattern, group) that group of every match, as an array',
  'count-matches': '(text, pattern) how many matches, one after another',
  'matches-regex': '(text, pattern, flags?) boolean: does it match anywhere; flags of i, m, s',
  split: '(text, separator) array of the parts; an empty separator gives the text alone',
  join: '(array, separator) its scalar members as text with the separator between',
  reverse: '(text) its code points in reverse',
  repeat: '(text, count) so many times, cut at 65,536 units',
  basename: '(text) what follows the last / or \\',
  dirname: '(text) what precedes the last / or \\',
  words: '(text) its words as an array: split at white space outside of \' and ", which are taken off',
  'file-extension': '(text) of its basename, the last dot and what follows; empty where it has none',
  'url-decode': '(text) percent-decoded; nothing where it is malformed',
  'url-encode': '(text) percent-encoded as encodeURIComponent does',
  'base64-decode': '(text) the UTF-8 text it encodes; nothing where it is not base64 of UTF-8',
  'base64-encode': '(text) of its UTF-8 bytes',
  hash: '(text, algorithm) lower-case hex of md5, sha1 or sha256 of its UTF-8 bytes',
  // Conversion
  'to-text': '(any) scalars as JavaScript spells them, objects and arrays as JSON; null is nothing',
  'to-number':
    '(scalar, base?) numbers as they are, booleans as 0 and 1, text that spells one (0x… too); base for text',
  'to-integer': '(scalar) as to-number, then cut toward zero',
  'to-boolean': '(scalar) booleans as they are, numbers: not zero, text: true, false, 1 or 0, in any case',
  'time-micros': '(time) microseconds since 1970',
  'format-time': '(time) ISO 8601 in UTC',
  'type-of': '(any) string, number, boolean, null, array or object',
  equals: '(a, b) boolean: the same JSON value',
  // Numbers
  add: '(a, b, …) numbers',
  subtract: '(a, b) numbers',
  multiply: '(a, b, …) numbers',
  divide: '(a, b) numbers, with fraction',
  'integer-divide': '(a, b) rounded toward minus infinity',
  quotient: '(a, b) as integer-divide where both are integers, else as divide',
  modulo: '(a, b) with the sign of a',
  negate: '(a)',
  absolute: '(a)',
  floor: '(a)',
  ceiling: '(a)',
  round: '(a, digits?) half away from zero',
  power: '(a, b)',
  'square-root': '(a)',
  logarithm: '(a) natural',
  bin: '(a, size) the greatest multiple of size not above a; size above 0',
  least: '(a, b, …) the smallest of numbers or of texts',
  greatest: '(a, b, …) the greatest of numbers or of texts',
  'bit-and': '(a, b) of 64-bit two’s complement integers; nothing where the result is no safe integer',
  'bit-or': '(a, b) as bit-and',
  'bit-xor': '(a, b) as bit-and',
  'bit-not': '(a) as bit-and',
  'shift-left': '(a, bits) as bit-and',
  'shift-right': '(a, bits) as bit-and, keeping the sign',
  // Arrays and objects
  'array-length': '(array) how many members',
  array: '(a, b, …) an array of these; nothing becomes null',
  object: '(name, value, …) an object of these pairs; pairs whose value is nothing are left out',
  'array-concat': '(array, array, …) one after another',
  'array-slice': '(array, start, end?) as substring does with text',
  'array-index': '(array, value) position of the first member that equals value; nothing where there is none',
  distinct: '(array) members in order of first occurrence, each once',
  sort: '(array) members ascending: numbers before text, text by UTF-16 units',
  flatten: '(array) nested arrays opened, at every depth',
  keys: '(object) its names, in order',
  merge: '(object, object, …) all names; the first that has a name gives its value',
  member: '(array, position) that member',
  'drop-first': '(array) all members but the first',
  'option-flags': '(array of arguments) names of options: the x and long of -x and --long, of -ab also a and b each',
  'option-values': '(array of arguments) name=value of options: of --name=value, and of -name followed by a value',
  path: '(any, step, …) walks own names (text) and positions (number) down to a value',
  'parse-json': '(text) the JSON value it spells; what is no text is given back as it is',
  // Time
  second: '(time) 0 to 59',
  minute: '(time) 0 to 59',
  hour: '(time) 0 to 23',
  day: '(time) day of the month, 1 to 31',
  weekday: '(time) 0 for Sunday to 6',
  'year-day': '(time) 1 to 366',
  week: '(time) ISO 8601 week, 1 to 53',
  month: '(time) 1 to 12',
  year: '(time) four digits',
  'start-of': '(time, unit) its day, week (from Sunday), month or year’s first moment, in microseconds',
  // Networks
  'cidr-match': '(text, network, …) boolean: an IP address inside one of the networks',
  'ip-is-private': '(text) boolean: of RFC 1918; nothing where it is no IPv4 address',
  'is-public-address':
    '(text) boolean: an IP address that is reachable on the internet; nothing where it is no address',
  'ip-is-valid': '(text) boolean: an IPv4 or IPv6 address',
} as const;

export type FunctionName = keyof typeof functionMeanings;

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(functionMeanings, name);
}
