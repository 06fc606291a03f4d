/**
 * What a statement is a sign of, by its text. Told in two steps: a word that every such statement holds, which is looked
 * for quickly, and a pattern, which decides.
 */

interface Signature {
  readonly name: string;
  /** In lower case, without blanks; no statement is a sign that does not hold it. */
  readonly needs: string;
  /** Where given, the pattern must follow its first match: two searches are linear where one with a gap is not. */
  readonly after?: RegExp;
  readonly pattern: RegExp;
  /** `code`: without values and comments, so that talking about it is no sign. `text`: as written. */
  readonly in: 'code' | 'text';
}

/** `text` is the statement, `plain` the same without comments and values. In the order of the table below. */
export function signaturesOf(text: string, plain: string): readonly string[] {
  const lower = text.toLowerCase();
  let code: string | null = null;
  const found: string[] = [];
  for (const signature of SIGNATURES) {
    if (!lower.includes(signature.needs) || found.includes(signature.name)) continue;
    code ??= codeOf(text, plain);
    if (shows(signature, signature.in === 'code' ? code : text)) found.push(signature.name);
  }
  return found;
}

/** Statements that hand a text to be run: there, strings are code too. */
function codeOf(text: string, plain: string): string {
  const runsText = RUNS_TEXT.test(plain);
  return runsText ? `${plain} ; ${text.replace(/\/\*(?!M?!)[\s\S]*?(?:\*\/|$)|['"`]/g, ' ')}` : plain;
}

const RUNS_TEXT = /(?:^|;)\s*(?:(?:prepare|do)\b|exec(?:ute)?\s*(?:\(|immediate\b|sp_executesql\b)|set\s+@)/i;

function shows({ after, pattern }: Signature, text: string): boolean {
  if (after === undefined) return pattern.test(text);
  const found = after.exec(text);
  return found !== null && pattern.test(text.slice(found.index + found[0].length - 1));
}

const code = (name: string, needs: string, pattern: RegExp): Signature => ({ name, needs, pattern, in: 'code' });
const following = (name: string, needs: string, after: RegExp, pattern: RegExp): Signature => ({
  name,
  needs,
  after,
  pattern,
  in: 'code',
});
const written = (name: string, needs: string, pattern: RegExp): Signature => ({ name, needs, pattern, in: 'text' });

/** The begin of a statement: of the text, after another one, or in a block that is run. */
const START = /(?:^|;|\bBEGIN\s|\$)\s*/.source;
const starting = (rest: RegExp): RegExp => new RegExp(START + rest.source, 'i');

const UNTRUSTED = 'plpython\\w*|plperlu|pltclu|pljavau?|plsh|plr|plluau?';

const SIGNATURES: readonly Signature[] = [
  // Dump tools, by what they say to the server whatever they are called.
  written('mysqldump', 'sql_no_cache', /\/\*!40001 SQL_NO_CACHE \*\//i),
  written('mysqldump', '@@sql_mode', /\/\*!40100 SET @@SQL_MODE/i),
  written('mysqldump', 'time_zone', /\/\*!40103 SET TIME_ZONE/i),
  written('mysqldump', 'logfile_group_name', /SELECT LOGFILE_GROUP_NAME, FILE_NAME, TOTAL_EXTENTS/i),
  written('mysqldump', '`', /^\s*SHOW CREATE TABLE `|^\s*LOCK TABLES `[^`]+` READ \/\*!32311 LOCAL \*\//i),
  written('mysqlsh-dump', 'mysqlsh', /\/\* ?mysqlsh (?:util\.)?dump/i),
  // As pg_dump writes it: psql's \copy says STDOUT.
  code('pg_dump', 'stdout', /^\s*COPY\s+\S+\s*(?:\([^)]*\)\s*)?TO stdout\s*;?\s*$/),
  following('pg_dump', 'access', /^\s*LOCK\s+TABLE\s/i, /\sIN\s+ACCESS\s+SHARE\s+MODE/i),
  code('pg_dump', 'synchronize_seqscans', /^\s*SET\s+synchronize_seqscans\s+TO\s+off/i),
  code('pg_dump', 'extra_float_digits', /^\s*SET\s+extra_float_digits\s+TO\s+\?/i),
  code('pg_dump', 'pg_get_partkeydef', /pg_catalog\.pg_get_partkeydef/i),
  code('pg_dump', 'pg_get_viewdef', /pg_catalog\.pg_get_viewdef\(\?\s*::/i),
  code('pg_dump', '_pg_dump_cursor', /\b_pg_dump_cursor\b/i),
  // Programs and files of the server.
  following('copy-to-program', 'program', /\bCOPY\b/i, /\bTO\s+PROGRAM\b/i),
  following('copy-from-program', 'program', /\bCOPY\b/i, /\bFROM\s+PROGRAM\b/i),
  following('copy-to-file', 'copy', /\bCOPY\b/i, /\bTO\s*(?:U&)?(?:\?|\$\w*\$)/i),
  following('copy-from-file', 'copy', /\bCOPY\b/i, /\bFROM\s*(?:U&)?(?:\?|\$\w*\$)/i),
  code('into-outfile', 'file', /\bINTO\s+(?:OUTFILE|DUMPFILE)\b/i),
  code('load-file', 'load_file', /\bLOAD_FILE\s*\(/i),
  code('load-file', 'pg_read_', /\bpg_read_(?:binary_)?file\s*\(/i),
  code('load-file', 'pg_ls_', /\bpg_ls_(?:dir|logdir|waldir|tmpdir)\s*\(/i),
  code('load-file', 'lo_import', /\blo_import\s*\(/i),
  // LOCAL reads a file of the client, which is the client's own affair.
  code('load-data', 'infile', /\bLOAD\s+(?:DATA|XML)\s+(?:(?:LOW_PRIORITY|CONCURRENT)\s+)?INFILE\b/i),
  code('write-file', 'lo_export', /\blo_export\s*\(/i),
  code('write-file', 'pg_file_', /\bpg_file_(?:write|rename|unlink)\s*\(/i),
  // Ways out of the database.
  code('s3-export', 'query_export_to_s3', /\bquery_export_to_s3\s*\(/i),
  code('s3-export', 's3', /\bINTO\s+OUTFILE\s+S3\b/i),
  following('s3-export', 'unload', starting(/UNLOAD\s*\(/), /\bTO\s*\?/i),
  code('s3-import', 'table_import_from_s3', /\btable_import_from_s3\s*\(/i),
  code('s3-import', 's3', /\bLOAD\s+(?:DATA|XML)\s+FROM\s+S3\b/i),
  code('lambda-call', 'lambda', /\baws_lambda\s*\.\s*invoke\s*\(|\blambda_a?sync\s*\(/i),
  code('remote-link', 'dblink', /\bdblink(?:_connect(?:_u)?|_exec|_send_query)?\s*\(/i),
  code('remote-link', 'server', /\bCREATE\s+SERVER\b/i),
  code('remote-link', 'subscription', /\bCREATE\s+SUBSCRIPTION\b/i),
  code('remote-link', 'federated', /\bENGINE\s*=\s*FEDERATED\b/i),
  code('remote-link', 'change', /\bCHANGE\s+(?:MASTER|REPLICATION\s+SOURCE)\b/i),
  code('remote-link', 'rds_set_external', /\brds_set_external_(?:master|source)\w*/i),
  code('replication', '_replication_slot', /\b(?:pg_create_(?:logical|physical)|CREATE)_replication_slot\b/i),
  code('replication', 'base_backup', starting(/BASE_BACKUP\b/)),
  code('replication', 'start_replication', starting(/START_REPLICATION\b/)),
  // Code of one's own in the server.
  following(
    'udf-create',
    'function',
    /\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:AGGREGATE\s+)?FUNCTION\b/i,
    new RegExp(`\\bSONAME\\b|\\bLANGUAGE\\s+(?:C\\b|${UNTRUSTED}|\\?)`, 'i'),
  ),
  code('udf-call', 'sys_', /\bsys_(?:exec|eval|bineval)\s*\(/i),
  code('udf-call', 'lib_mysqludf', /\blib_mysqludf\w*\s*\(/i),
  code(
    'untrusted-language',
    'pl',
    new RegExp(
      `\\bCREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:(?:TRUSTED\\s+)?(?:PROCEDURAL\\s+)?LANGUAGE|EXTENSION)\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(?:${UNTRUSTED})\\b`,
      'i',
    ),
  ),
  code(
    'risky-extension',
    'extension',
    /\bCREATE\s+EXTENSION\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:dblink|file_fdw|adminpack|(?:postgres|mysql|tds|oracle|log|ogr|multicorn)\w*_fdw|pg_execute\w*|aws_lambda|aws_s3|http|pg_cron|pgagent)\b/i,
  ),
  code('plugin-install', 'install', starting(/INSTALL\s+(?:PLUGIN|SONAME|COMPONENT)\b/)),
  code('plugin-install', 'extension', starting(/CREATE\s+EXTENSION\b/)),
  code('scheduled-job', 'cron', /\bcron\s*\.\s*schedule(?:_in_database)?\s*\(/i),
  code('scheduled-job', 'event', starting(/CREATE\s+(?:OR\s+REPLACE\s+)?(?:DEFINER\s*=\s*\S+\s+)?EVENT\b/)),
  // SQL Server, through activity streams. Asking whether it is on is no sign, turning it on is.
  code('os-command', 'xp_', /\bxp_(?:cmdshell|regwrite|regdeletekey|regdeletevalue)\b/i),
  code('os-command', 'sp_oa', /\bsp_OA(?:Create|Method)\b/i),
  code('os-command', 'assembly', /\bCREATE\s+ASSEMBLY\b/i),
  code('os-command', 'external_script', /\bsp_execute_external_script\b/i),
  written(
    'os-command',
    'sp_configure',
    /\bsp_configure\s+(?:@configname\s*=\s*)?N?'(?:xp_cmdshell|Ole Automation Procedures|clr enabled|clr strict security|external scripts enabled)'\s*,\s*(?:@configvalue\s*=\s*)?N?'?1/i,
  ),
  // Rights.
  code('privilege-grant', 'grant', starting(/GRANT\b/)),
  following('privilege-grant', 'superuser', starting(/ALTER\s+(?:ROLE|USER)\b/), /\bSUPERUSER\b/i),
  following(
    'admin-grant',
    'role',
    starting(/(?:CREATE|ALTER)\s+ROLE\b/),
    /\b(?:SUPERUSER|CREATEROLE|REPLICATION|BYPASSRLS)\b/i,
  ),
  following(
    'admin-grant',
    'user',
    starting(/(?:CREATE|ALTER)\s+(?:USER|GROUP)\b/),
    /\b(?:SUPERUSER|CREATEROLE|CREATEUSER|REPLICATION|BYPASSRLS)\b/i,
  ),
  following(
    'admin-grant',
    'grant',
    starting(/GRANT\b/),
    /\b(?:rds_superuser(?:_role)?|rds_replication|rds_password|pg_(?:execute_server_program|read_server_files|write_server_files|read_all_data|write_all_data|monitor_all|maintain)|azure_pg_admin|cloudsqlsuperuser|AWS_(?:SELECT_S3|LOAD_S3|LAMBDA)_ACCESS)\b/i,
  ),
  following(
    'admin-grant',
    'grant',
    starting(/GRANT\b/),
    /\b(?:ALL(?:\s+PRIVILEGES)?|SUPER|FILE|CREATE\s+USER|GRANT\s+OPTION|SHUTDOWN|\w+_ADMIN)\b[^;]{0,2000}\bON\s+\*\s*\.\s*\*/i,
  ),
  code('admin-grant', 'mysql', /\b(?:UPDATE|INSERT\s+INTO|REPLACE\s+INTO)\s+mysql\s*\.\s*(?:user|global_priv|db)\b/i),
  code('admin-grant', 'addsrvrolemember', /\bsp_addsrvrolemember\b/i),
  following('admin-grant', 'server', starting(/ALTER\s+SERVER\s+ROLE\b/), /\bADD\s+MEMBER\b/i),
  code('credential-table', 'pg_', /\bpg_(?:shadow|authid|user_mapping)\b/i),
  code('credential-table', 'mysql', /\bmysql\s*\.\s*(?:user|global_priv|slave_master_info)\b/i),
  code('credential-table', 'sql_logins', /\bsys\s*\.\s*sql_logins\b/i),
  // Watching: what changes it, not what asks for it.
  following('audit-change', 'pgaudit.', starting(/(?:SET|RESET|ALTER)\b/), /\bpgaudit\.(?:log|role)\w*/i),
  following(
    'audit-change',
    'log_',
    starting(/(?:SET|RESET|ALTER\s+(?:SYSTEM|ROLE|USER|DATABASE))\b/),
    /\b(?:log_statement|log_connections|log_disconnections|log_min_duration_statement|log_destination|logging_collector)\b/i,
  ),
  following('audit-change', 'server_audit', starting(/SET\b/), /\bserver_audit_\w+/i),
  following('audit-change', 'general_log', starting(/SET\b/), /\bgeneral_log\b/i),
  following('audit-change', 'audit_log', starting(/SET\b/), /\baudit_log_\w+/i),
  code('audit-change', 'uninstall', starting(/UNINSTALL\s+(?:PLUGIN|SONAME)\s+(?:\?|\w*audit\w*)/)),
  code('audit-change', 'pgaudit', starting(/DROP\s+EXTENSION\s+(?:IF\s+EXISTS\s+)?pgaudit\b/)),
  code('audit-change', 'audit', starting(/(?:ALTER|DROP)\s+(?:SERVER|DATABASE)\s+AUDIT\b/)),
  written('audit-change', 'set_config', /\bset_config\s*\(\s*E?'(?:pgaudit\.\w+|log_\w+)'/i),
  code('log-purge', 'purge', starting(/PURGE\s+(?:BINARY|MASTER)\s+LOGS\b/)),
  code('log-purge', 'reset', starting(/RESET\s+(?:MASTER|BINARY\s+LOGS)\b/)),
  // Looking around.
  code('schema-survey', 'information_schema', /\binformation_schema\s*\.\s*(?:tables|columns|schemata)\b/i),
  code('schema-survey', 'pg_class', /\bpg_catalog\.pg_class\b/i),
  code('delay', 'sleep', /\b(?:pg_sleep|sleep)\s*\(/i),
  code('delay', 'benchmark', /\bbenchmark\s*\(/i),
  // Extortion: a table or database that is a letter, or a row that is one.
  written(
    'ransom-note',
    'create',
    /\bCREATE\s+(?:TABLE|DATABASE|SCHEMA)\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:[`"[]?[\w$]+[`"\]]?\s*\.\s*)?[`"[]?(?:[z_]*(?:please_?)?read_?me\w*|warning|\w*recover_?(?:your|ur|my|all|db|data)\w*|\w*ransom\w*|\w*your_?(?:data|db|database|files)\w*|hacked\w*|pwned\w*)[`"\]]?(?![\w$])/i,
  ),
  {
    name: 'ransom-note',
    needs: 'insert',
    after: /\b(?:your|ur) (?:data|db|database|files)\b|\bbacked up\b|\brecover\b|\brestore\b/i,
    pattern: /\bbitcoins?\b|\bBTC\b|\bmonero\b|\.onion\b/i,
    in: 'text',
  },
];
