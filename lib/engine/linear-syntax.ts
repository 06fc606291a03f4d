import { RE2JS } from 're2js';

/**
 * An ECMAScript pattern in RE2's syntax, with ECMAScript's meaning of white space, `.` and `[\b]`, which RE2 reads more
 * narrowly. Two differences stay: RE2 takes a surrogate pair as one character, and under the m flag only a line feed
 * ends a line. Look-around and back-references have no linear form; compiling them fails.
 */
export function toLinearSyntax(pattern: string, dotAll: boolean): string {
  let out = '';
  let inClass = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    if (character === '\\') {
      const escaped = pattern.charAt(at + 1);
      out += inClass ? classEscape(escaped) : plainEscape(escaped);
      at += 1;
    } else if (inClass) {
      inClass = character !== ']';
      // RE2 would read `[[:alpha:]]` as a named class.
      out += character === '[' ? '\\[' : character;
    } else if (character === '[' && /^\[\^?\]/.test(pattern.slice(at, at + 3))) {
      // In ECMAScript an empty class is nothing, and a negated empty one anything.
      const negated = pattern.charAt(at + 1) === '^';
      out += negated ? '[\\x00-\\x{10FFFF}]' : '[^\\x00-\\x{10FFFF}]';
      at += negated ? 2 : 1;
    } else if (character === '[') {
      inClass = true;
      out += character;
    } else if (character === '.' && !dotAll) {
      out += '[^\\n\\r\\x{2028}\\x{2029}]';
    } else out += character;
  }
  return RE2JS.translateRegExp(out);
}

const SPACE = '\\t-\\r\\x20\\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}\\x{FEFF}';
const NOT_SPACE =
  '\\x00-\\x08\\x0E-\\x1F\\x21-\\x{9F}\\x{A1}-\\x{167F}\\x{1681}-\\x{1FFF}\\x{200B}-\\x{2027}\\x{202A}-\\x{202E}' +
  '\\x{2030}-\\x{205E}\\x{2060}-\\x{2FFF}\\x{3001}-\\x{FEFE}\\x{FF00}-\\x{10FFFF}';

function plainEscape(escaped: string): string {
  if (escaped === 's') return `[${SPACE}]`;
  if (escaped === 'S') return `[^${SPACE}]`;
  return `\\${escaped}`;
}

function classEscape(escaped: string): string {
  if (escaped === 's') return SPACE;
  if (escaped === 'S') return NOT_SPACE;
  return escaped === 'b' ? '\\x08' : `\\${escaped}`;
}
