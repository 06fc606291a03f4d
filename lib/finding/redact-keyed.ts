import { hideAfter, literalEnd, wordEnd } from './secret-end.ts';
import { harmlessToken, secretName } from './secret-key.ts';

/** Hides what follows a name that says it is a secret: `password=…`, `"pwd": "…"`, `IDENTIFIED BY '…'`, `Authorization: …`. */
export function redactKeyed(text: string): string {
  let out = hideAfter(text, header, lineEnd);
  out = hideAfter(out, assignment, assignedEnd);
  out = hideAfter(out, identifiedBy, sqlEnd);
  out = hideAfter(out, sqlPassword, literalEnd);
  return hideAfter(out, credentialCall, callEnd);
}

const gap = '(?:\\s|/\\*[^*]{0,64}\\*/){1,8}';

const header = /\b(?:proxy-)?authorization["'\\]{0,8}\s{0,8}[:=]\s{0,8}["'\\]{0,8}/gi;
/** The separator, then blanks that do not begin a new line. A blank after a bare `=` means that nothing was assigned. */
const assignment = new RegExp(
  `(?:${secretName})["'\`\\\\\\]]{0,8}(?: {0,8}(?::=|=>|:(?!:))[ \\t]{0,8}| {1,8}= {0,8}|=)`,
  'gi',
);
const identifiedBy = new RegExp(
  `\\bIDENTIFIED${gap}(?:WITH${gap}\\S{1,64}${gap})?(?:BY|AS)${gap}(?:PASSWORD${gap})?`,
  'gi',
);
const sqlPassword = new RegExp(
  `\\b(?:\\w{0,32}PASSWORD(?:${gap}|\\s{0,8}\\(\\s{0,8}|${gap}FOR${gap}[^=;]{1,200}=\\s{0,8})` +
    `|REPLACE${gap}|(?:EN)?CRYPT\\s{0,8}\\(\\s{0,8})(?=(?:[enbx]|u&)?["'\`$\\\\])`,
  'gi',
);
const credentialCall = /\b(?:\.auth|createUser|changeUserPassword|sp_addlogin|sp_password)\s{0,8}\(/gi;

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !'"\'\n\r'.includes(text[at] ?? '')) at++;
  return at;
}

function assignedEnd(text: string, from: number, marker: string): number {
  return isHarmless(text, from, marker) ? from : wordEnd(text, from);
}

/**
 * MySQL's "(using password: YES)" tells whether a password was sent, `PWD=/root` is a working directory, and
 * `arn:aws:secretsmanager:…:secret:NAME` is the name of a secret, which is what a finding about it must say.
 */
function isHarmless(text: string, from: number, marker: string): boolean {
  const start = from - marker.length;
  if (/^secret:$/i.test(marker) && text[start - 1] === ':') return true;
  if (/^token/i.test(marker) && harmlessToken.test(text.slice(Math.max(0, start - 14), start + 5))) return true;
  if (/^(?:YES|NO)\b/.test(text.slice(from, from + 4)) && text.slice(Math.max(0, start - 6), start) === 'using ')
    return true;
  if (!/^pwd=/i.test(marker) || text[from] !== '/') return false;
  return start === 0 || /[\s"']/.test(text[start - 1] ?? '') || text.slice(Math.max(0, start - 3), start) === 'OLD';
}

function sqlEnd(text: string, from: number): number {
  const literal = literalEnd(text, from);
  return literal > from ? literal : wordEnd(text, from);
}

/** The whole argument list: which of them is the secret differs from call to call. */
function callEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === ')') return at;
    const literal = literalEnd(text, at);
    if (literal > at) at = literal - 1;
  }
  return text.length;
}
