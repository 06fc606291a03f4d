import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sqlFacts } from '../../lib/sources/sql.ts';

describe('a statement says its class, command and tables', () => {
  it.each([
    { sql: 'select * from customers limit 5', class: 'read', command: 'SELECT', tables: ['customers'] },
    { sql: 'SELECT a FROM s.t AS x, u JOIN "V" ON 1=1', class: 'read', command: 'SELECT', tables: ['s.t', 'u', 'V'] },
    { sql: "insert into `t`(a) values ('from x')", class: 'write', command: 'INSERT', tables: ['t'] },
    { sql: 'update t set a = 1', class: 'write', command: 'UPDATE', tables: ['t'] },
    { sql: '/* note */ DELETE FROM t -- all', class: 'write', command: 'DELETE', tables: ['t'] },
    { sql: 'CREATE OR REPLACE FUNCTION f() RETURNS int', class: 'ddl', command: 'CREATE FUNCTION', tables: [] },
    { sql: 'create table if not exists a.b (x int)', class: 'ddl', command: 'CREATE TABLE', tables: ['a.b'] },
    { sql: 'grant select on t to u', class: 'role', command: 'GRANT', tables: [] },
    { sql: "alter user u password 'x'", class: 'role', command: 'ALTER USER', tables: [] },
    { sql: 'COPY public.t (a, b) TO stdout;', class: 'read', command: 'COPY', tables: ['public.t'] },
    { sql: 'show tables', class: 'admin', command: 'SHOW TABLES', tables: [] },
    { sql: 'SET lock_timeout = 0', class: 'session', command: 'SET LOCK_TIMEOUT', tables: [] },
    { sql: '', class: 'other', command: '', tables: [] },
  ])('$sql', ({ sql, ...expected }) => expect(sqlFacts(sql)).toMatchObject(expected));
});

describe('a statement shows what it is a sign of', () => {
  it.each([
    { sql: 'SELECT /*!40001 SQL_NO_CACHE */ * FROM `t`', signatures: ['mysqldump'] },
    { sql: 'LOCK TABLES `a` READ /*!32311 LOCAL */', signatures: ['mysqldump'] },
    { sql: 'COPY public.t (a, b) TO stdout;', signatures: ['pg_dump'] },
    { sql: 'LOCK TABLE public.a IN ACCESS SHARE MODE', signatures: ['pg_dump'] },
    { sql: "COPY (SELECT 1) TO PROGRAM 'sh'", signatures: ['copy-to-program'] },
    { sql: "COPY t\n  FROM PROGRAM 'curl x'", signatures: ['copy-from-program'] },
    { sql: "COPY t TO '/tmp/x.csv' csv", signatures: ['copy-to-file'] },
    { sql: "SELECT 1 INTO OUTFILE '/tmp/x'", signatures: ['into-outfile'] },
    { sql: "SELECT 1 INTO OUTFILE S3 's3://b/k'", signatures: ['into-outfile', 's3-export'] },
    { sql: "SELECT * FROM aws_s3.query_export_to_s3('x', y)", signatures: ['s3-export'] },
    { sql: "CREATE FUNCTION sys_exec RETURNS INTEGER SONAME 'x.so'", signatures: ['udf-create'] },
    { sql: "CREATE FUNCTION f() RETURNS int AS 'x' LANGUAGE C", signatures: ['udf-create'] },
    { sql: "CREATE FUNCTION f() RETURNS int AS 'x' LANGUAGE sql", signatures: [] },
    { sql: "SELECT sys_exec('id')", signatures: ['udf-call'] },
    { sql: "SELECT LOAD_FILE('/etc/passwd')", signatures: ['load-file'] },
    { sql: "SELECT 'COPY t TO PROGRAM x'", signatures: [] },
    { sql: 'COPY t TO STDOUT csv', signatures: [] },
    { sql: '/* INTO OUTFILE */ SELECT 1', signatures: [] },
  ])('$sql', ({ sql, signatures }) => expect(sqlFacts(sql).signatures).toEqual(signatures));
});

it('repetitions are equal once their values are out', () => {
  const one = sqlFacts("select * from t where a = 1 and b = 'it''s'");
  expect(one.fingerprint).toBe('select * from t where a = ? and b = ?');
  expect(sqlFacts("select *  from t\nwhere a = 22 and b = 'x\\'y'").fingerprint).toBe(one.fingerprint);
});

it('no text throws or stalls', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom("'", '"', '`', '\\', '-', '/', '*', 'a', ',', ' from ', '\n'),
        maxLength: 300,
      }),
      sql => void sqlFacts(sql),
    ),
  );
  const start = performance.now();
  for (const unit of ["'", '/*', ' from a,', 'copy ', 'create function ', 'lock table '])
    sqlFacts(unit.repeat(1_000_000));
  expect(performance.now() - start).toBeLessThan(15_000);
});
