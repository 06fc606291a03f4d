import type { JsonObject } from '../event/index.ts';
import { csvFields } from './csv-fields.ts';
import { sqlFacts } from './sql.ts';

export interface PostgresqlMessage {
  /** What the message adds to the line's fields; `kind` names its form. */
  readonly said: JsonObject;
  readonly isClosed: boolean;
  readonly isOpenEnded: boolean;
}

/** The forms of message that say who did what: pgaudit's, statements, connections, refusals. */
export function postgresqlMessage(message: string): PostgresqlMessage {
  if (message.startsWith('AUDIT: ')) return audit(message.slice('AUDIT: '.length));
  const statement = STATEMENT.exec(message)?.[1];
  if (statement !== undefined) {
    const duration = DURATION.exec(message)?.[1];
    return open({
      kind: 'statement',
      statement,
      sql: facts(statement),
      ...(duration !== undefined && { duration_ms: Number(duration) }),
    });
  }
  for (const { kind, pattern, names } of FORMS) {
    const found = pattern.exec(message);
    if (found === null) continue;
    const said = Object.fromEntries(
      names.flatMap((name, index) => (found[index + 1] === undefined ? [] : [[name, found[index + 1] ?? '']])),
    );
    return { said: { kind, ...said }, isClosed: true, isOpenEnded: false };
  }
  return { said: { kind: 'message' }, isClosed: true, isOpenEnded: false };
}

const DURATION = /^duration: (\d{1,12}(?:\.\d+)?) ms/;
const STATEMENT =
  /^(?:duration: [\d.]+ ms {1,2})?(?:statement|(?:execute|parse|bind) [^:\n]{1,80}|fastpath function call): ([\s\S]*)$/;

interface Form {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

const FORMS: readonly Form[] = [
  {
    kind: 'connection-received',
    pattern: /^connection received: host=(\S+)(?: port=(\d+))?/,
    names: ['client', 'client_port'],
  },
  {
    kind: 'connection-authenticated',
    pattern: /^connection authenticated: identity="([^"]*)" method=(\S+)/,
    names: ['identity', 'method'],
  },
  {
    kind: 'replication-authorized',
    pattern: /^replication connection authorized: user=(\S+)(?: application_name=(.*?))?(?: SSL enabled .*)?$/,
    names: ['user', 'application_name'],
  },
  {
    kind: 'replication-command',
    pattern: /^received replication command: ([\s\S]*)$/,
    names: ['command'],
  },
  {
    kind: 'connection-authorized',
    pattern: /^connection authorized: user=(\S+)(?: database=(\S+))?(?: application_name=(.*?))?(?: SSL enabled .*)?$/,
    names: ['user', 'database', 'application_name'],
  },
  {
    kind: 'disconnection',
    pattern: /^disconnection: session time: (\S+) user=(\S*) database=(\S*)/,
    names: ['session_time', 'user', 'database'],
  },
  {
    kind: 'authentication-failed',
    pattern: /^(?:password|\S+) authentication failed for user "([^"]*)"/,
    names: ['user'],
  },
  {
    kind: 'authentication-failed',
    pattern:
      /^no pg_hba\.conf entry for (?:replication connection from )?host "([^"]*)", user "([^"]*)"(?:, database "([^"]*)")?/,
    names: ['client', 'user', 'database'],
  },
  {
    kind: 'authentication-failed',
    pattern: /^role "([^"]*)" (?:does not exist|is not permitted to log in)/,
    names: ['user'],
  },
  {
    kind: 'permission-denied',
    pattern: /^permission denied (?:for|to) (?:(\w+) )?(.*)$/,
    names: ['object_type', 'object_name'],
  },
];

/** AUDIT_TYPE, STATEMENT_ID, SUBSTATEMENT_ID, CLASS, COMMAND, OBJECT_TYPE, OBJECT_NAME, STATEMENT, PARAMETER. */
function audit(text: string): PostgresqlMessage {
  const { fields, isClosed } = csvFields(text);
  const [
    type = '',
    id = '',
    sub = '',
    className = '',
    command = '',
    objectType = '',
    objectName = '',
    statement = '',
    parameter = '',
  ] = fields;
  const said: Record<string, JsonObject[string]> = {
    kind: 'audit',
    audit_type: type,
    statement_id: Number(id),
    substatement_id: Number(sub),
    class: className,
    command,
    statement,
  };
  if (objectType !== '') said.object_type = objectType;
  if (objectName !== '') said.object_name = objectName;
  if (parameter !== '' && !/^<(?:none|not logged)>$/.test(parameter)) said.parameter = parameter;
  said.sql = facts(statement);
  return { said, isClosed, isOpenEnded: false };
}

function open(said: JsonObject): PostgresqlMessage {
  return { said, isClosed: true, isOpenEnded: true };
}

function facts(statement: string): JsonObject {
  return { ...sqlFacts(statement, 'postgresql') };
}
