import { hideAfter, wordEnd } from './secret-end.ts';

/**
 * Hides passwords among a command's arguments. What a short flag means depends on the program: `-p` is a password to
 * database clients, a port to ssh; `context` (the event's other texts) says which programs are in play.
 */
export function redactCommand(text: string, context: string): string {
  let out = hideAfter(text, longFlag, longFlagEnd);
  if (text.includes('-p')) out = hideAfter(out, attachedP, databaseClient.test(context) ? clientEnd : cautiousEnd);
  for (const { program, flag, endOf } of programs) {
    // The flag first: it is looked for in one text, the program in all of them.
    if (out.search(flag) >= 0 && program.test(context)) out = hideAfter(out, flag, endOf);
  }
  return out;
}

const databaseClient = /mysql|mariadb|percona|mongo|sshpass|xtrabackup|innobackup|mycli|mydumper|myloader|mysh/i;

const longFlag =
  /(?<![\w-])--?[\w-]{0,40}?(?:password|passwd|passphrase|pass|pwd|token|secret|secret-string|api-?key|secret-key|requirepass|masterauth|community)(?:[ \t]{1,8})(?=[^\s-])/gi;
/** Not a bare `-p` at the end of a quoted text, nor before a line end that is written as an escape. */
const attachedP = /(?<![\w-])-p(?![\\]{0,8}["'](?:[\s,;)\]}\\]|$))(?!\\{1,8}[rnt])(?=[^\s=,;)\]}])/g;

function longFlagEnd(text: string, from: number, marker: string): number {
  return /^--?(?:no|skip|without)-/i.test(marker) ? from : wordEnd(text, from);
}

/** With a database client about, all but `find`'s own words (`-perm`, `-print`) is taken for a password. */
function clientEnd(text: string, from: number): number {
  const end = wordEnd(text, from);
  return /^(?:erm|rint0?|rune|ath)$/.test(text.slice(from, Math.min(end, from + 8))) ? from : end;
}

/** Without one, words, bundled flags (`-pv`) and ports (`-p8080:80`) stay. */
function cautiousEnd(text: string, from: number): number {
  const end = wordEnd(text, from);
  return /^(?:[a-z_-]*(?::\d+)?|[\d,:.-]*)$/.test(text.slice(from, Math.min(end, from + 64))) ? from : end;
}

interface Program {
  readonly program: RegExp;
  readonly flag: RegExp;
  readonly endOf: (text: string, from: number) => number;
}

const programs: readonly Program[] = [
  { program: /sshpass|mongo/i, flag: /(?<![\w-])-p[ \t]{1,8}(?=[^\s-])/g, endOf: notAPort },
  { program: /redis|valkey|keydb/i, flag: /(?<![\w-])-a[ \t]{0,8}(?=[^\s-])/g, endOf: wordEnd },
  { program: /redis|valkey|keydb/i, flag: /\b(?:requirepass|masterauth|AUTH)[ \t]{1,8}(?=[^\s-])/g, endOf: wordEnd },
  { program: /sqlcmd|osql|isql|\bbcp\b|tsql|tds/i, flag: /(?<![\w-])-P[ \t]{0,8}(?=[^\s-])/g, endOf: wordEnd },
  {
    program: /curl|wget|http/i,
    flag: /(?<![\w-])(?:-u|--user|--proxy-user|-U)[ =]{0,4}["']?[^\s:"']{0,64}:/g,
    endOf: wordEnd,
  },
  { program: /\b(?:sqlplus|expdp|impdp|rman|sqlldr)\b/i, flag: /(?<=[\s"'])[\w$#]{1,64}\//g, endOf: oracleEnd },
  { program: /openssl/i, flag: /\bpass:/g, endOf: wordEnd },
  { program: /net1?(?:\.exe)?["']?\s+user/i, flag: /\buser\s{1,8}[^\s/]{1,64}[ \t]{1,8}(?=[^\s/])/gi, endOf: wordEnd },
];

function notAPort(text: string, from: number): number {
  const end = wordEnd(text, from);
  return /^\d+:\d+/.test(text.slice(from, Math.min(end, from + 16))) ? from : end;
}

/** `user/password@db` */
function oracleEnd(text: string, from: number): number {
  const end = wordEnd(text, from);
  const at = text.lastIndexOf('@', end - 1);
  return at > from ? at : end;
}
