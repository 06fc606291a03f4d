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

/** Linear in the text, which is cut at a length that no statement in an audit log reaches. */
export function sqlFacts(statement: string): SqlFacts {
  const text = statement.slice(0, MAX_LENGTH);
  const plain = withoutValues(text);
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
    signatures: SIGNATURES.filter(signature => shows(signature, signature.in === 'plain' ? plain : text)).map(
      ({ name }) => name,
    ),
    fingerprint: plain.replace(/\s+/g, ' ').trim().slice(0, MAX_FINGERPRINT),
  };
}

const MAX_LENGTH = 65_536;
const MAX_FINGERPRINT = 1024;

/**
 * Comments gone, strings and numbers to `?`. MySQL's versioned comments are code, so their text stays: mysqldump is known
 * by one. Quoted names lose their quotes.
 */
function withoutValues(text: string): string {
  return text.replace(LITERALS, literal => {
    const first = literal[0];
    if (first === "'") return '?';
    if (first === '"' || first === '`')
      return literal.slice(1, literal.length > 1 && literal.endsWith(first) ? -1 : undefined);
    return first === '/' ? ' ' : first === '-' || first === '#' ? '' : '?';
  });
}

/**
 * Strings, quoted names, comments and numbers, none of which can be told apart in two ways, so that no text makes the
 * expression try twice. A doubled quote or one behind a backslash does not close; what is not closed goes to the end.
 */
const LITERALS =
  /'(?:[^'\\]|\\[\s\S]|'')*'?|"(?:[^"\\]|\\[\s\S]|"")*"?|`(?:[^`]|``)*`?|--[^\n]*|#[^\n]*|\/\*(?!!)[\s\S]*?(?:\*\/|$)|(?<![\w$])\d[\w.]*/g;

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

interface Signature {
  readonly name: string;
  /** Where given, the pattern must follow its first match: two searches are linear where one with a gap is not. */
  readonly after?: RegExp;
  readonly pattern: RegExp;
  /** `plain`: without values and comments, so that talking about it is no sign. `text`: as written. */
  readonly in: 'plain' | 'text';
}

function shows({ after, pattern }: Signature, text: string): boolean {
  if (after === undefined) return pattern.test(text);
  const found = after.exec(text);
  return found !== null && pattern.test(text.slice(found.index + found[0].length - 1));
}

const plain = (name: string, pattern: RegExp): Signature => ({ name, pattern, in: 'plain' });
const following = (name: string, after: RegExp, pattern: RegExp): Signature => ({ name, after, pattern, in: 'plain' });
const written = (name: string, pattern: RegExp): Signature => ({ name, pattern, in: 'text' });

const SIGNATURES: readonly Signature[] = [
  written(
    'mysqldump',
    /\/\*!40001 SQL_NO_CACHE \*\/|\/\*!40100 SET @@SQL_MODE|\/\*!40103 SET TIME_ZONE|SELECT LOGFILE_GROUP_NAME, FILE_NAME, TOTAL_EXTENTS/i,
  ),
  written('mysqldump', /^\s*SHOW CREATE TABLE `|^\s*LOCK TABLES `[^`]+` READ \/\*!32311 LOCAL \*\//i),
  plain('pg_dump', /^\s*COPY\s+\S+\s*(?:\([^)]*\)\s*)?TO\s+stdout\s*;?\s*$/i),
  following('pg_dump', /^\s*LOCK\s+TABLE\s/i, /\sIN\s+ACCESS\s+SHARE\s+MODE/i),
  plain(
    'pg_dump',
    /^\s*SET\s+(?:synchronize_seqscans\s+TO\s+off|extra_float_digits\s+TO\s+\?)|pg_catalog\.pg_get_partkeydef|pg_catalog\.pg_get_viewdef\(\?\s*::/i,
  ),
  following('copy-to-program', /\bCOPY\b/i, /\bTO\s+PROGRAM\b/i),
  following('copy-from-program', /\bCOPY\b/i, /\bFROM\s+PROGRAM\b/i),
  following('copy-to-file', /\bCOPY\b/i, /\bTO\s+\?/i),
  following('copy-from-file', /\bCOPY\b/i, /\bFROM\s+\?/i),
  plain('into-outfile', /\bINTO\s+(?:OUTFILE|DUMPFILE)\b/i),
  plain(
    'load-file',
    /\bLOAD_FILE\s*\(|\bLOAD\s+DATA\b|\bpg_read_(?:binary_)?file\s*\(|\bpg_ls_dir\s*\(|\blo_import\s*\(/i,
  ),
  plain('write-file', /\blo_export\s*\(|\bpg_file_write\s*\(/i),
  plain('s3-export', /\bquery_export_to_s3\s*\(|\bINTO\s+OUTFILE\s+S3\b/i),
  plain('s3-import', /\btable_import_from_s3\s*\(|\bLOAD\s+(?:DATA|XML)\s+FROM\s+S3\b/i),
  following(
    'udf-create',
    /\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:AGGREGATE\s+)?FUNCTION\b/i,
    /\bSONAME\b|\bLANGUAGE\s+(?:C\b|plpython\w*|plperlu|plsh|\?)/i,
  ),
  plain('udf-call', /\b(?:sys_exec|sys_eval|lib_mysqludf\w*|xp_cmdshell)\s*\(/i),
  plain('plugin-install', /^\s*INSTALL\s+(?:PLUGIN|SONAME|COMPONENT)\b|^\s*CREATE\s+EXTENSION\b/i),
  plain(
    'remote-link',
    /\bdblink(?:_connect|_exec)?\s*\(|\bCREATE\s+SERVER\b|\bCREATE\s+SUBSCRIPTION\b|\bENGINE\s*=\s*FEDERATED\b|\bCHANGE\s+(?:MASTER|REPLICATION\s+SOURCE)\b/i,
  ),
  plain('privilege-grant', /^\s*GRANT\b|^\s*ALTER\s+(?:ROLE|USER)\b[\s\S]*\bSUPERUSER\b/i),
  plain('audit-change', /\bpgaudit\.\w+|\bserver_audit_\w+|\bgeneral_log\b|\blog_statement\b/i),
  plain(
    'schema-survey',
    /\binformation_schema\s*\.\s*(?:tables|columns|schemata)\b|\bpg_catalog\.pg_class\b|\bpg_(?:shadow|authid)\b|\bmysql\.user\b/i,
  ),
  plain('delay', /\b(?:pg_sleep|sleep|benchmark)\s*\(/i),
];
