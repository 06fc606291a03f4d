import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeFile, defaultLimits } from '../../lib/ingest/index.ts';
import { joinLines } from '../../lib/sources/index.ts';
import { corpora } from '../corpora.ts';
import { eventsOfBatches } from './assembled.ts';
import { ecsOf, eventOf, logsOf, pick } from './read.ts';

const head = '20261121 01:50:23,db1,app,10.0.0.9,6,24';

describe('an audit line of MySQL', () => {
  it('has time, user, client, database, statement', () => {
    const event = eventOf(`${head},QUERY,crm,'UPDATE t SET a=\\'it\\'\\'s, ok\\' WHERE id=1',0`);
    expect(event.source).toBe('mysql-audit');
    expect(event.time).toBe(Date.UTC(2026, 10, 21, 1, 50, 23) * 1000);
    expect(event.logSource).toEqual({ product: 'mysql', service: 'audit', categories: ['database'] });
    expect(
      pick(
        event,
        'user.name',
        'source.ip',
        'db.name',
        'db.statement',
        'db.operation',
        'db.tables',
        'event.outcome',
        'host.name',
      ),
    ).toEqual({
      'user.name': 'app',
      'source.ip': '10.0.0.9',
      'db.name': 'crm',
      'db.statement': "UPDATE t SET a='it''s, ok' WHERE id=1",
      'db.operation': 'UPDATE',
      'db.tables': ['t'],
      'event.outcome': 'success',
      'host.name': 'db1',
    });
  });
  it.each([
    {
      name: 'commas and quotes that nobody escaped',
      tail: "QUERY,d,'SELECT 'a','b', c',0",
      statement: "SELECT 'a','b', c",
    },
    { name: 'columns that a version adds', tail: "QUERY,d,'SELECT 1',0,,", statement: 'SELECT 1' },
    { name: 'an error code', tail: "QUERY,d,'SELEC 1',1064", statement: 'SELEC 1' },
    { name: 'a statement that was cut off', tail: "QUERY,d,'SELECT \\'abc", statement: "SELECT 'abc" },
    { name: 'line ends, escaped', tail: "QUERY,d,'SELECT 1,\\n 2',0", statement: 'SELECT 1,\n 2' },
  ])('$name', ({ tail, statement }) => expect(ecsOf(eventOf(`${head},${tail}`), 'db.statement')).toBe(statement));
  it('line ends that nobody escaped make one log of several lines', () => {
    const logs = joinLines(logsOf(`${head},QUERY,d,'SELECT 1,\n 2',0\n${head},QUERY,d,'SELECT 3',0`));
    expect(logs.map(log => log.text)).toEqual([`${head},QUERY,d,'SELECT 1,\n 2',0`, `${head},QUERY,d,'SELECT 3',0`]);
  });
  it('Aurora stamps in microseconds', () =>
    expect(eventOf('1653053459680124,i-1,admin,52.94.133.136,35,698024,WRITE,testdb,test2,0')).toMatchObject({
      time: 1_653_053_459_680_124,
      source: 'mysql-audit',
    }));
  it('MariaDB 12 adds the port', () =>
    expect(ecsOf(eventOf("20261121 01:50:23,d,u,10.0.0.9:4711,1,2,QUERY,,'SELECT 1',0"), 'source.ip')).toBe(
      '10.0.0.9',
    ));
  it('a refused login is a failure', () =>
    expect(
      pick(
        eventOf('20261121 01:50:23,d,u,10.0.0.9,1,0,FAILED_CONNECT,,,1045'),
        'event.category',
        'event.outcome',
        'event.code',
      ),
    ).toEqual({ 'event.category': ['authentication', 'database'], 'event.outcome': 'failure', 'event.code': '1045' }));
  it('the host is the instance that the log group is named after', () => {
    const payload = {
      messageType: 'DATA_MESSAGE',
      owner: '1',
      logGroup: '/aws/rds/instance/shop-1/audit',
      logStream: 'x',
      logEvents: [{ id: '1', timestamp: 1, message: `${head},CONNECT,,,0` }],
    };
    expect(eventOf(payload).host).toEqual({ id: 'shop-1', name: 'shop-1' });
  });
});

const folder = corpora();
describe.skipIf(folder === null)('a recorded server_audit log (skipped where the test data is absent)', () => {
  it('gives 215 events, one a line, and the signs of what was done', () => {
    const context = { arrival: 0, recordId: '', account: '', region: '', file: 'x' };
    const bytes = readFileSync(join(folder ?? '', 'telemetry/mariadb/server_audit.log'));
    const logs = [...decodeFile(bytes, context, defaultLimits)].flatMap(one =>
      one.outcome === 'logs' ? one.logs : [],
    );
    const events = [...eventsOfBatches([logs]).values()];
    expect(events.map(event => event.source)).toEqual(Array(215).fill('mysql-audit'));
    const signs = (line: number) =>
      ecsOf(events.find(event => event.origin.line === line) ?? eventOf('x'), 'db.signatures');
    expect([signs(155), signs(160), signs(161), signs(139)]).toEqual([
      ['into-outfile'],
      ['udf-create'],
      ['udf-call'],
      ['mysqldump'],
    ]);
  });
});
