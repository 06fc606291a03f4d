import type { Predicate, RegexTest, Value } from '../../ir/index.ts';
import type { Text } from './ast.ts';

/**
 * Fields that Elasticsearch analyses: cut into words, case gone. All others of ECS are keywords, compared whole and with
 * their case. A sub-field `.text` is the analysed form of its parent.
 */
export function isTextField(name: string): boolean {
  return analysed.has(name) || name.endsWith('.text');
}

const analysed: ReadonlySet<string> = new Set([
  'message',
  'error.message',
  'powershell.file.script_block_text',
  'event.message',
  'log.message',
]);

/**
 * A value against analysed text. In quotes: its words one after another. Without: any of its words; a word with
 * wildcards fits a single word of the text.
 */
export function textPredicate(value: Value, text: Text): Predicate {
  const tests = text.isQuoted
    ? [phrase(wordsOf(text.parts.join('')).map(quote))]
    : wildWords(text).map(word => phrase([word]));
  const of = tests.flatMap(test => (test === null ? [] : [{ op: 'test', value, test, members: 'any' } as const]));
  const [first] = of;
  return first === undefined ? { op: 'never' } : of.length === 1 ? first : { op: 'any', of };
}

/** Words as Unicode cuts them (UAX #29), which is how Elasticsearch's standard analyser does. */
function wordsOf(text: string): readonly string[] {
  const segments = new Intl.Segmenter('en', { granularity: 'word' }).segment(text);
  return [...segments].flatMap(({ segment, isWordLike }) => (isWordLike === true ? [segment] : []));
}

/** The words of a value without quotes, as patterns. Wildcards belong to the word that they touch. */
function wildWords(text: Text): readonly string[] {
  if (!text.parts.includes(null)) return wordsOf(text.parts.join('')).map(quote);
  const written = text.parts.map(part => part ?? '*').join('');
  const isWild = text.parts.flatMap(part => (part === null ? [true] : [...part].map(() => false)));
  const words: string[] = [];
  let pattern = '';
  [...written].forEach((c, index) => {
    if (isWild[index] === true) pattern += `${inWord}*`;
    else if (/[\p{L}\p{N}_.']/u.test(c)) pattern += quote(c);
    else {
      if (pattern !== '') words.push(pattern);
      pattern = '';
    }
  });
  return pattern === '' ? words : [...words, pattern];
}

const inWord = "[\\p{L}\\p{N}_.':]";
/** What may stand before and after a word: nothing that would make it one with its neighbour. */
const before = "(?:^|[^\\p{L}\\p{N}_.':]|(?:^|[^\\p{L}\\p{N}_])[.':]+)";
const after = "(?:$|[^\\p{L}\\p{N}_.':]|[.':]+(?:$|[^\\p{L}\\p{N}_]))";
const between = "(?:[^\\p{L}\\p{N}_.':]|[.':][^\\p{L}\\p{N}_])[^\\p{L}\\p{N}_]*";

function phrase(words: readonly string[]): RegexTest | null {
  if (words.length === 0) return null;
  const pattern = `${before}${words.join(between)}${after}`;
  return { is: 'regex', pattern, flags: 'isu', asText: 'scalars', literals: [], engine: 'linear' };
}

function quote(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
