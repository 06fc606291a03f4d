import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SqlDialect, sqlFacts } from '../../lib/sources/sql.ts';

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
    { sql: 'COPY  t TO STDOUT', signatures: [] },
    { sql: 'DECLARE _pg_dump_cursor CURSOR FOR SELECT * FROM ONLY public.t', signatures: ['pg_dump'] },
    { sql: 'COPY(SELECT 1)TO PROGRAM $$id$$', signatures: ['copy-to-program'] },
    { sql: 'COPY t TO $$/tmp/x$$', signatures: ['copy-to-file'] },
    { sql: "copy t/**/to/**/program 'id'", signatures: ['copy-to-program'] },
    { sql: "DO 'begin copy t to program ''id''; end'", signatures: ['copy-to-program'] },
    { sql: "PREPARE s FROM 'SELECT 1 INTO OUTFILE ''/x'''", signatures: ['into-outfile'] },
    { sql: "SELECT pg_read_file('/etc/passwd')", signatures: ['load-file'] },
    { sql: "LOAD DATA INFILE '/etc/passwd' INTO TABLE t", signatures: ['load-data'] },
    { sql: "LOAD DATA LOCAL INFILE 'a.csv' INTO TABLE t", signatures: [] },
    { sql: "SELECT lo_export(1, '/tmp/x.so')", signatures: ['write-file'] },
    { sql: "SELECT aws_lambda.invoke('arn', '{}')", signatures: ['lambda-call'] },
    { sql: "SELECT dblink_connect('host=x')", signatures: ['remote-link'] },
    { sql: "SELECT pg_create_logical_replication_slot('a', 'b')", signatures: ['replication'] },
    { sql: 'CREATE EXTENSION IF NOT EXISTS plpython3u', signatures: ['untrusted-language', 'plugin-install'] },
    { sql: 'create or replace language plperlu', signatures: ['untrusted-language'] },
    { sql: 'CREATE EXTENSION plpgsql', signatures: ['plugin-install'] },
    { sql: 'CREATE EXTENSION "dblink"', signatures: ['risky-extension', 'plugin-install'] },
    { sql: "EXEC master..xp_cmdshell 'whoami'", signatures: ['os-command'] },
    { sql: "EXEC sp_configure 'xp_cmdshell', 1", signatures: ['os-command'] },
    { sql: "EXEC sp_configure 'xp_cmdshell', 0", signatures: [] },
    { sql: "EXEC ('xp_cmdshell ''dir''')", signatures: ['os-command'] },
    { sql: "select 1; EXECUTE IMMEDIATE 'SELECT 1 INTO OUTFILE ''/x'''", signatures: ['into-outfile'] },
    { sql: 'ALTER ROLE app SUPERUSER', signatures: ['privilege-grant', 'admin-grant'] },
    { sql: 'ALTER ROLE app NOSUPERUSER', signatures: [] },
    { sql: 'select 1; grant rds_superuser to app', signatures: ['privilege-grant', 'admin-grant'] },
    { sql: "GRANT ALL ON *.* TO 'a'@'%'", signatures: ['privilege-grant', 'admin-grant'] },
    { sql: "GRANT ALL ON crm.* TO 'a'@'%'", signatures: ['privilege-grant'] },
    { sql: 'select usename, passwd from pg_shadow', signatures: ['credential-table'] },
    { sql: 'SELECT authentication_string FROM `mysql`.`user`', signatures: ['credential-table'] },
    { sql: "ALTER SYSTEM SET pgaudit.log = 'none'", signatures: ['audit-change'] },
    { sql: "ALTER ROLE app SET log_statement TO 'none'", signatures: ['audit-change'] },
    { sql: "SELECT set_config('log_statement', 'none', false)", signatures: ['audit-change'] },
    { sql: 'SET GLOBAL server_audit_logging = OFF', signatures: ['audit-change'] },
    { sql: 'SHOW pgaudit.log', signatures: [] },
    { sql: 'SELECT @@server_audit_logging', signatures: [] },
    { sql: 'UNINSTALL PLUGIN server_audit', signatures: ['audit-change'] },
    { sql: "PURGE BINARY LOGS TO 'bin.010'", signatures: ['log-purge'] },
    { sql: "SELECT cron.schedule('* * * * *', 'x')", signatures: ['scheduled-job'] },
    { sql: 'CREATE TABLE README_TO_RECOVER_YOUR_DATA (a text)', signatures: ['ransom-note'] },
    { sql: 'CREATE TABLE warnings (a text)', signatures: [] },
    { sql: "INSERT INTO w VALUES ('Your data is backed up. Pay 0.1 BTC')", signatures: ['ransom-note'] },
  ])('$sql', ({ sql, signatures }) => expect(sqlFacts(sql).signatures).toEqual(signatures));
});

describe('what is a string or a comment depends on the dialect', () => {
  it.each<{ dialect: SqlDialect; sql: string; signatures: readonly string[] }>([
    { dialect: 'postgresql', sql: "SELECT 'a\\'; COPY t TO PROGRAM 'id'", signatures: ['copy-to-program'] },
    { dialect: 'mysql', sql: "SELECT 'a\\' INTO OUTFILE x'", signatures: [] },
    { dialect: 'postgresql', sql: "SELECT 5 # 3; COPY t TO PROGRAM 'id'", signatures: ['copy-to-program'] },
    { dialect: 'mysql', sql: "SELECT 1 # INTO OUTFILE '/x'", signatures: [] },
    { dialect: 'mysql', sql: "SELECT 1--1 INTO OUTFILE '/x'", signatures: ['into-outfile'] },
    { dialect: 'mysql', sql: "SELECT 1 -- INTO OUTFILE '/x'", signatures: [] },
    { dialect: 'mysql', sql: "SELECT 1 /*!50000INTO*/ /*M!100100 OUTFILE*/ '/x'", signatures: ['into-outfile'] },
    { dialect: 'postgresql', sql: "SELECT E'a\\' COPY t TO PROGRAM'", signatures: [] },
  ])('$dialect: $sql', ({ dialect, sql, signatures }) => expect(sqlFacts(sql, dialect).signatures).toEqual(signatures));
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
  for (const unit of ["'", '/*', ' from a,', 'copy ', 'create function ', 'lock table ', 'grant all ', ';alter role '])
    sqlFacts(unit.repeat(1_000_000));
  expect(performance.now() - start).toBeLessThan(15_000);
});
