import { signaturesOf } from './sql-signatures.ts';

/** What can be said about a statement without running it. */
export interface SqlFacts {
  /** `read`, `write`, `ddl`, `role`, `session`, `admin` or `other`. */
  readonly class: string;
  /** The first words: `SELECT`, `COPY`, `CREATE FUNCTION`. */
  readonly command: string;
  /** As written, without quotes, in the order of their first mention. */
  readonly tables: readonly string[];
  /** What the statement is known to be a sign of (docs/sources.md lists them). */
  readonly signatures: readonly string[];
  /** The statement with its values taken out, so that repetitions are equal. */
  readonly fingerprint: string;
}

/** Whose strings and comments these are: what hides code in one dialect is a string or an operator in another. */
export type SqlDialect = 'mysql' | 'postgresql' | 'other';

/** Linear in the text, which is cut at a length that no statement in an audit log reaches. */
export function sqlFacts(statement: string, dialect: SqlDialect = 'other'): SqlFacts {
  const text = statement.slice(0, MAX_LENGTH);
  const plain = withoutValues(text, LITERALS[dialect]);
  const words = plain
    .trimStart()
    .slice(0, 200)
    .toUpperCase()
    .split(/[^A-Z_]+/)
    .filter(word => word !== '');
  const command = commandOf(words);
  return {
    class: CLASSES.get(command) ?? CLASSES.get(words[0] ?? '') ?? 'other',
    command,
    tables: tablesOf(plain),
    signatures: signaturesOf(text, plain),
    fingerprint: plain.replace(/\s+/g, ' ').trim().slice(0, MAX_FINGERPRINT),
  };
}

const MAX_LENGTH = 65_536;
const MAX_FINGERPRINT = 1024;

/**
 * Comments gone, strings and numbers to `?`. MySQL's versioned comments are code, so their text stays. Quoted names lose
 * their quotes.
 */
function withoutValues(text: string, literals: RegExp): string {
  return text.replace(literals, literal => {
    const first = literal[0];
    if (first === '"' || first === '`')
      return literal.slice(1, literal.length > 1 && literal.endsWith(first) ? -1 : undefined);
    if (first === '/' || first === '*') return ' ';
    return first === '-' || first === '#' ? '' : '?';
  });
}

/*
 * Strings, quoted names, comments and numbers, none of which can be told apart in two ways, so that no text makes an
 * expression try twice. A doubled quote does not close; what is not closed goes to the end.
 */
const QUOTED_NAMES = /"(?:[^"\\]|\\[\s\S]|"")*"?|`(?:[^`]|``)*`?/.source;
const NUMBER = /(?<![\w$])\d[\w.]*/.source;
const BACKSLASH_STRING = /'(?:[^'\\]|\\[\s\S]|'')*'?/.source;
/** `/*!50000` and `/*M!100100` begin code, of which only the marks go: `/*!50000INTO*\/` is INTO. */
const CODE_MARK = /\/\*M?!\d*|\*\//.source;
const COMMENT = /\/\*(?!M?!)[\s\S]*?(?:\*\/|$)/.source;

const either = (...sources: readonly string[]): RegExp => new RegExp(sources.join('|'), 'g');

const LITERALS: Readonly<Record<SqlDialect, RegExp>> = {
  // Two dashes begin a comment only before a blank: 1--1 is 2.
  mysql: either(BACKSLASH_STRING, QUOTED_NAMES, /--(?=\s|$)[^\n]*|#[^\n]*/.source, COMMENT, CODE_MARK, NUMBER),
  // A backslash escapes in E'' alone, a # is an operator, and there are no versioned comments.
  postgresql: either(
    /(?<![\w$])[eE]'(?:[^'\\]|\\[\s\S]|'')*'?|'(?:[^']|'')*'?|"(?:[^"]|"")*"?/.source,
    /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/.source,
    NUMBER,
  ),
  other: either(BACKSLASH_STRING, QUOTED_NAMES, /--[^\n]*|#[^\n]*/.source, COMMENT, CODE_MARK, NUMBER),
};

function commandOf(words: readonly string[]): string {
  const [first = '', ...rest] = words;
  if (!/^(?:CREATE|DROP|ALTER|SHOW|SET|LOAD|LOCK|FLUSH|INSTALL|UNINSTALL|START|BEGIN)$/.test(first)) return first;
  const second = rest.find(word => !FILLERS.has(word)) ?? '';
  return second === '' ? first : `${first} ${second}`;
}

const FILLERS = new Set([
  'OR',
  'REPLACE',
  'TEMPORARY',
  'TEMP',
  'UNLOGGED',
  'GLOBAL',
  'LOCAL',
  'SESSION',
  'AGGREGATE',
  'UNIQUE',
  'FULL',
  'DEFINER',
  'IF',
  'NOT',
  'EXISTS',
]);

const CLASSES: ReadonlyMap<string, string> = new Map([
  ...['SELECT', 'WITH', 'TABLE', 'VALUES', 'COPY', 'HANDLER', 'FETCH', 'DECLARE'].map(word => [word, 'read'] as const),
  ...['INSERT', 'UPDATE', 'DELETE', 'REPLACE', 'MERGE', 'TRUNCATE', 'LOAD DATA', 'LOAD XML', 'IMPORT'].map(
    word => [word, 'write'] as const,
  ),
  ...['CREATE', 'ALTER', 'DROP', 'RENAME', 'COMMENT', 'REINDEX', 'CLUSTER'].map(word => [word, 'ddl'] as const),
  ...[
    'GRANT',
    'REVOKE',
    'REASSIGN',
    'CREATE ROLE',
    'CREATE USER',
    'ALTER ROLE',
    'ALTER USER',
    'DROP ROLE',
    'DROP USER',
    'SET ROLE',
    'SET PASSWORD',
    'CREATE GROUP',
  ].map(word => [word, 'role'] as const),
  ...[
    'SET',
    'USE',
    'BEGIN',
    'COMMIT',
    'ROLLBACK',
    'START',
    'SAVEPOINT',
    'RELEASE',
    'LOCK',
    'UNLOCK',
    'DISCARD',
    'DEALLOCATE',
    'PREPARE',
  ].map(word => [word, 'session'] as const),
  ...[
    'SHOW',
    'FLUSH',
    'KILL',
    'INSTALL',
    'UNINSTALL',
    'RESET',
    'VACUUM',
    'ANALYZE',
    'CHECKPOINT',
    'PURGE',
    'SHUTDOWN',
    'EXPLAIN',
    'CALL',
    'DO',
    'EXECUTE',
  ].map(word => [word, 'admin'] as const),
]);

/** Names after the words that take one. A list after FROM is followed as far as its commas. */
function tablesOf(plain: string): readonly string[] {
  const found = new Set<string>();
  for (const [, , list = ''] of plain.matchAll(TABLE_LISTS)) {
    for (const entry of list.split(',')) {
      const name = /^\s*(?:(?:only|if(?:\s+not)?\s+exists)\s+)?([\w$.]+)/i.exec(entry)?.[1];
      if (name !== undefined && !NO_TABLES.has(name.toLowerCase()) && !/^\?/.test(name)) found.add(name);
      if (found.size >= MAX_TABLES) return [...found];
    }
  }
  return [...found];
}

const MAX_TABLES = 100;
const TABLE_LISTS =
  /\b(from|join|into|update|copy|table|truncate|describe)\s+((?:only\s+|if\s+(?:not\s+)?exists\s+)?[\w$.]+(?:(?:\s+(?:as\s+)?\w+)?\s*,\s*[\w$.]+)*)/gi;
const NO_TABLES = new Set([
  'select',
  'outfile',
  'dumpfile',
  'stdin',
  'stdout',
  'program',
  'if',
  'only',
  'lateral',
  'unnest',
  'generate_series',
  'dual',
  'set',
  'data',
  'on',
  'where',
  'table',
  'values',
  'local',
  'user',
  'role',
]);
