// C0 and C1 controls but tab and newline, the bidirectional overrides that make text read as what it is not, and halves
// of surrogate pairs: terminals obey the first, people are fooled by the second, JSON parsers choke on the third.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
const hostile = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/gu;

/** Text that is safe to show and to encode: what is hostile stands there as an escape, so the evidence is not lost. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(hostile, escaped);
}

/** The same on one line, for titles, subjects and table cells. */
export function cleanLine(text: string): string {
  return cleanText(text)
    .replace(/[\n\t]+/g, ' ')
    .trim();
}

/** At most `length` UTF-16 units, the last of them an ellipsis where something was cut; never half a character. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  if (length < 1) return '';
  const end = isHighSurrogate(text.charCodeAt(length - 2)) ? length - 2 : length - 1;
  return `${text.slice(0, end)}…`;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
