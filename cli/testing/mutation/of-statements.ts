import { eachLog, type Mutation } from './mutation.ts';

/** SQL and its kin do not care about case, blanks and comments; a log has them as they were written. */
const keywords =
  /\b(select|insert|copy|into|outfile|dumpfile|from|where|program|create|alter|drop|grant|role|user|function|table|database|system|set|config|install|plugin|soname|superuser|delete|truncate|load_file|lo_export|revoke|audit|extension|language|all|privileges|with|global|replicaof|slaveof|module|load)\b/gi;

const statement =
  /\b(?:select|copy|insert|create|alter|drop|grant|revoke|truncate|delete|config|install|set|load|module|replicaof|slaveof)\b/i;

/** What Redis is told holds no comments. */
const isSql = /^(?![\s"'\\]*(?:config|module|replicaof|slaveof)\b)/i;

export const letterCase: Mutation = {
  name: 'case',
  says: 'keywords of a statement are in the other case',
  mutants: eachLog(log =>
    ofStatement(log, text =>
      text.replace(keywords, word => (word === word.toUpperCase() ? word.toLowerCase() : word.toUpperCase())),
    ),
  ),
};

export const statementSpaces: Mutation = {
  name: 'spaces in statements',
  says: 'more blanks than needed stand between the words of a statement',
  mutants: eachLog(log => ofStatement(log, text => text.replace(keywords, '$1 ').replace(/ {2,}/g, '   '))),
};

export const comments: Mutation = {
  name: 'comments in statements',
  says: 'comments stand between the words of a statement',
  mutants: eachLog(log => ofStatement(log, text => (isSql.test(text) ? text.replace(keywords, '$1/**/') : text))),
};

export const split: Mutation = {
  name: 'split statements',
  says: 'the statement follows another one, in one text',
  mutants: eachLog(log => ofStatement(log, text => text.replace(statement, word => `select 1; ${word}`))),
};

/** The statement of a database's log, or of a command that holds one. Null where there is none. */
function ofStatement(log: string, change: (text: string) => string): readonly string[] | null {
  for (const place of places) {
    const found = place.exec(log);
    const [all = '', before = '', text = ''] = found ?? [];
    if (found === null || !statement.test(text)) continue;
    const changed = change(text);
    if (changed === text) continue;
    const at = found.index + before.length;
    return [log.slice(0, at) + changed + log.slice(found.index + before.length + text.length) + all.slice(0, 0)];
  }
  return null;
}

/** Text in front, then the statement: command lines by -c and -e, audit logs of PostgreSQL and MySQL, `statement:`. */
const places: readonly RegExp[] = [
  /((?:"proc\.cmdline"|"command_line"): ?"(?:[^"\\]|\\.)*?(?:-c|-e|-\w*c|config|module|replicaof) ?)((?:[^"\\]|\\.)+)/,
  /(AUDIT: (?:SESSION|OBJECT),(?:[^,]*,){6})([\s\S]+)/,
  /(,(?:QUERY|QUERY_DDL|QUERY_DML|QUERY_DCL),[^,]*,')([\s\S]+)(?=',)/,
  /((?:statement|execute [^:]*): )([\s\S]+)/,
  /("(?:commandText|statement|db\.statement|sqlText|sql)": ?")((?:[^"\\]|\\.)+)/,
];
