import { type JsonObject, type Micros, parseIsoMicros } from '../event/index.ts';
import { csvFields } from './csv-fields.ts';
import { postgresqlMessage } from './postgresql-message.ts';

/** One entry of PostgreSQL's log, from its text form with the prefix of RDS, or from its CSV form. */
export interface PostgresqlLine {
  readonly time: Micros | null;
  readonly fields: JsonObject;
  /** False where a quote is still open. */
  readonly isClosed: boolean;
  /** True where nothing in the line says that it ends here: a statement may go on in the next. */
  readonly isOpenEnded: boolean;
}

export function isPostgresqlHead(text: string): boolean {
  return PREFIX.test(text) || CSV_HEAD.test(text);
}

/** `log_line_prefix = '%t:%r:%u@%d:[%p]:'`, which RDS does not let anybody change; `%m` gives milliseconds. */
const PREFIX =
  /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?) ([A-Z]{3,5}|[+-]\d\d(?::?\d\d)?):([^\s(]{0,255}?(?:\((\d{1,5})\))?|\[local\]):([^\n:]{0,128}?)@([^\n:]{0,128}?):\[(\d{1,10})\]:([A-Z0-9]{3,12}):\s{1,2}/;

/** `csvlog`: time, user, database, process, client, session, … */
const CSV_HEAD =
  /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}) ([A-Z]{3,5}),(?:"[^"]*"|[^,"]*),(?:"[^"]*"|[^,"]*),\d{0,10},(?:"[^"]*"|[^,"]*),[0-9a-f]{1,16}\.[0-9a-f]{1,8},\d+,/;

export function postgresqlLine(text: string): PostgresqlLine | null {
  const prefix = PREFIX.exec(text);
  if (prefix === null) return CSV_HEAD.test(text) ? csvLine(text) : null;
  const [all, stamp = '', zone = '', client = '', port = '', user = '', database = '', pid = '', level = ''] = prefix;
  const facts = { user, database, pid: Number(pid), client: client.replace(/\(\d+\)$/, ''), client_port: port, level };
  return withMessage(facts, withoutIndent(text.slice(all.length)), timeOf(stamp, zone));
}

/** Continuation lines begin with a tab that the server put there. */
function withoutIndent(message: string): string {
  return message.replace(/\n\t/g, '\n');
}

function csvLine(text: string): PostgresqlLine {
  const { fields, isClosed } = csvFields(text);
  const [stamp = '', user = '', database = '', pid = '', connection = '', session = '', lineNumber = ''] = fields;
  const [level = '', state = '', message = '', detail = '', hint = ''] = fields.slice(11);
  const cut = connection.lastIndexOf(':');
  const facts = {
    user,
    database,
    pid: Number(pid),
    client: cut < 0 ? connection : connection.slice(0, cut),
    client_port: cut < 0 ? '' : connection.slice(cut + 1),
    level,
    session,
    session_line: Number(lineNumber),
    command_tag: fields[7] ?? '',
    sql_state: state,
    detail,
    hint,
    query: fields[19] ?? '',
    application_name: fields[22] ?? '',
    backend_type: fields[23] ?? '',
  };
  const line = withMessage(facts, message, parseIsoMicros(stamp.replace(/ [A-Z]{3,5}$/, '')));
  return { ...line, isClosed: isClosed && line.isClosed, isOpenEnded: false };
}

function withMessage(facts: JsonObject, message: string, time: Micros | null): PostgresqlLine {
  const { said, isClosed, isOpenEnded } = postgresqlMessage(message);
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== '' && value !== '[unknown]'));
  return { time, fields: { ...known, message, ...said }, isClosed, isOpenEnded };
}

/** RDS logs in UTC; any other name of a zone is taken for UTC, since names do not say which zone they mean. */
function timeOf(stamp: string, zone: string): Micros | null {
  return parseIsoMicros(`${stamp}${/^[+-]/.test(zone) ? zone : 'Z'}`);
}
