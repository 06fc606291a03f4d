import type { FullLog } from './kind.ts';

/** What the database servers write themselves. */
export function databaseLogs(): readonly FullLog[] {
  return [
    postgresql(
      'a statement, by pgaudit',
      '2026-11-21 02:00:00 UTC:10.0.0.7(49152):app@shop:[70]:LOG:  AUDIT: SESSION,1,1,READ,SELECT,TABLE,public.orders,select id from orders,<none>',
    ),
    postgresql(
      'a statement, by log_statement',
      '2026-11-21 02:00:00 UTC:10.0.0.7(49152):app@shop:[70]:LOG:  duration: 1.5 ms  statement: select id from orders',
    ),
    postgresql(
      'a connection, an error, any other message',
      '2026-11-21 02:00:00 UTC:10.0.0.7(49152):app@shop:[70]:LOG:  connection authorized: user=app database=shop application_name=psql',
    ),
    {
      source: 'postgresql-json',
      about: 'a statement, by pgaudit',
      lines: [
        JSON.stringify({
          timestamp: '2026-11-21 02:00:00.000 UTC',
          user: 'app',
          dbname: 'shop',
          pid: 70,
          remote_host: '10.0.0.7',
          remote_port: 49_152,
          session_id: '6b00f8db.46',
          line_num: 1,
          application_name: 'psql',
          error_severity: 'LOG',
          backend_type: 'client backend',
          message: 'AUDIT: SESSION,1,1,READ,SELECT,TABLE,public.orders,select id from orders,<none>',
        }),
      ],
    },
    {
      source: 'mysql-audit',
      about: 'a statement',
      lines: ["20261121 02:00:00,db-7,app,10.0.0.7,4,15,QUERY,shop,'select id from orders',0"],
    },
    {
      source: 'mysql-audit',
      about: 'a table that is read or written',
      lines: ['20261121 02:00:00,db-7,app,10.0.0.7,4,15,READ,shop,orders,0'],
    },
    {
      source: 'mysql-audit',
      about: 'a connection',
      lines: ['20261121 02:00:00,db-7,app,10.0.0.7,4,0,CONNECT,shop,,0'],
    },
    activity('a statement', { commandText: 'select id from orders', command: 'QUERY' }),
    activity('a connection', { command: 'CONNECT' }),
  ];
}

function postgresql(about: string, line: string): FullLog {
  return { source: 'postgresql', about, lines: [line], logGroup: '/aws/rds/instance/shop-1/postgresql' };
}

function activity(about: string, facts: object): FullLog {
  const event = {
    type: 'record',
    logTime: '2026-11-21 02:00:00.000000+00',
    startTime: '2026-11-21 02:00:00.000000+00',
    endTime: '2026-11-21 02:00:00.100000+00',
    statementId: 1,
    substatementId: 1,
    objectType: 'TABLE',
    objectName: 'public.orders',
    databaseName: 'shop',
    dbUserName: 'app',
    remoteHost: '10.0.0.7',
    remotePort: '49152',
    sessionId: '6b00f8db.46',
    rowCount: 1,
    pid: 70,
    clientApplication: 'psql',
    exitCode: '0',
    class: 'READ',
    serverVersion: '16.4',
    serverType: 'PostgreSQL',
    serviceName: 'Amazon Aurora PostgreSQL-Compatible edition',
    serverHost: '10.0.0.9',
    netProtocol: 'TCP',
    dbProtocol: 'Postgres 3.0',
    ...facts,
  };
  const record = {
    type: 'DatabaseActivityMonitoringRecords',
    version: '1.1',
    databaseActivityEvents: {
      type: 'DatabaseActivityMonitoringRecord',
      clusterId: 'cluster-X',
      instanceId: 'db-X',
      databaseActivityEventList: [event],
    },
  };
  return { source: 'activity-stream', about, lines: [JSON.stringify(record)] };
}
