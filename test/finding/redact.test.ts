import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact, redactObject } from '../../lib/finding/index.ts';

const S = 'S3cr3t!pw';

describe('secrets go, the rest of the line stays', () => {
  it.each([
    ['mysql -u root -pS3cr3t!pw shop', 'mysql -u root -p*** shop'],
    ['mysql -uroot -p123456', 'mysql -uroot -p***'],
    [`sh -c "mysqldump -p'S3cr3t!pw' --all-databases"`, 'sh -c "mysqldump -p*** --all-databases"'],
    ['mysql -p shop -e "select 1"', 'mysql -p shop -e "select 1"'],
    ['mysqldump --password=S3cr3t!pw --host db', 'mysqldump --password=*** --host db'],
    ['mysqldump --password="S3 cr3t" --host db', 'mysqldump --password=*** --host db'],
    ['mongodump --password S3cr3t!pw --host db', 'mongodump --password *** --host db'],
    ['mongosh -u admin -p S3cr3t!pw', 'mongosh -u admin -p ***'],
    ['PGPASSWORD=S3cr3t!pw psql -h db -p 5432', 'PGPASSWORD=*** psql -h db -p 5432'],
    ["MYSQL_PWD='S3cr3t!pw' mysql", 'MYSQL_PWD=*** mysql'],
    ['export DB_PASS=S3cr3t!pw; psql', 'export DB_PASS=***; psql'],
    ['psql -p5432 -U app', 'psql -p5432 -U app'],
    ['sshpass -p S3cr3t!pw ssh db', 'sshpass -p *** ssh db'],
    ['redis-cli -a S3cr3t!pw ping', 'redis-cli -a *** ping'],
    ['sqlcmd -S db -U sa -P S3cr3t!pw', 'sqlcmd -S db -U sa -P ***'],
    ['curl -u admin:S3cr3t!pw https://db', 'curl -u admin:*** https://db'],
    ['sqlplus scott/tiger1@db', 'sqlplus scott/***@db'],
    [
      'aws rds modify-db-instance --master-user-password S3cr3t!pw',
      'aws rds modify-db-instance --master-user-password ***',
    ],
    ['postgres://app:S3cr3t!pw@db:5432/shop', 'postgres://app:***@db:5432/shop'],
    ['mongodb+srv://app:p@ss/w@rd@db/x?y=z', 'mongodb+srv://app:***@db/x?y=z'],
    ['redis://:S3cr3t!pw@cache', 'redis://:***@cache'],
    ['https://host:8080/a@b', 'https://host:8080/a@b'],
    ['jdbc:mysql://db/shop?user=a&password=S3cr3t!pw&x=1', 'jdbc:mysql://db/shop?user=a&password=***&x=1'],
    ['Server=db;User Id=a;Password=S3cr3t!pw;Encrypt=true', 'Server=db;User Id=a;Password=***;Encrypt=true'],
    ["CREATE USER 'a'@'%' IDENTIFIED BY 'S3cr3t!pw'", "CREATE USER 'a'@'%' IDENTIFIED BY ***"],
    [
      "ALTER USER a IDENTIFIED WITH caching_sha2_password BY 'it''s' ACCOUNT UNLOCK",
      'ALTER USER a IDENTIFIED WITH caching_sha2_password BY *** ACCOUNT UNLOCK',
    ],
    [
      "ALTER ROLE app WITH PASSWORD 'S3cr3t!pw' VALID UNTIL 'infinity'",
      "ALTER ROLE app WITH PASSWORD *** VALID UNTIL 'infinity'",
    ],
    ['ALTER ROLE app PASSWORD $$S3cr3t$$;', 'ALTER ROLE app PASSWORD ***;'],
    ["SET PASSWORD FOR 'a'@'h' = 'S3cr3t!pw'", "SET PASSWORD FOR 'a'@'h' = ***"],
    ["SET PASSWORD = PASSWORD('S3cr3t!pw')", 'SET PASSWORD = ***)'],
    [
      "CHANGE MASTER TO MASTER_PASSWORD='S3cr3t!pw', MASTER_PORT=3306",
      'CHANGE MASTER TO MASTER_PASSWORD=***, MASTER_PORT=3306',
    ],
    ['db.createUser({user: "a", pwd: "S3cr3t!pw"})', 'db.createUser(***)'],
    ['{"user":"a","password":"S3cr3t!pw","port":1}', '{"user":"a","password":***,"port":1}'],
    [String.raw`{\"password\":\"S3cr3t!pw\",\"port\":1}`, String.raw`{\"password\":***,\"port\":1}`],
    ['{"cmd":"mysql --password=S3cr3t!pw","user":"x"}', '{"cmd":"mysql --password=***","user":"x"}'],
    ['Authorization: Bearer abc.def.ghi', 'Authorization: ***'],
    ["curl -H 'authorization: Basic dXNlcjpwYXNz' https://x", "curl -H 'authorization: ***' https://x"],
    ['sent bearer A1b2C3d4E5', 'sent bearer ***'],
    ['aws_secret_access_key = wJalrXUtnFEMIK7MDENGbPxRfiCYzzzzzzzzzKEY', 'aws_secret_access_key = ***'],
    ['found wJalrXUtnFEMI/K7MDENG+bPxRfiCYzzzzzzzKEY in env', 'found *** in env'],
    ['AKIAIOSFODNN7EXAMPLE used', 'AKIAIOSFODNN7EXAMPLE used'],
    ['sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709', 'sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    [
      '-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----',
      '-----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY-----',
    ],
    ['Failed password for root from 10.0.0.1', 'Failed password for root from 10.0.0.1'],
    ["Access denied for user 'a'@'h' (using password: YES)", "Access denied for user 'a'@'h' (using password: YES)"],
    ['password authentication failed for user "a"', 'password authentication failed for user "a"'],
    ['PWD=/var/lib/mysql OLDPWD=/root', 'PWD=/var/lib/mysql OLDPWD=/root'],
    ['mkdir -pv /a; tar -pxzf x; find / -perm -4000 -print', 'mkdir -pv /a; tar -pxzf x; find / -perm -4000 -print'],
    ['docker run -p8080:80 nginx; ssh -p22 h', 'docker run -p8080:80 nginx; ssh -p22 h'],
    ['psql --no-password app', 'psql --no-password app'],
    ['{"CommandLine":"svchost.exe -k RPCSS -p","User":"x"}', '{"CommandLine":"svchost.exe -k RPCSS -p","User":"x"}'],
    ['svchost.exe -k RPCSS -p\\\\r\\\\nUser: x', 'svchost.exe -k RPCSS -p\\\\r\\\\nUser: x'],
    ['arn:aws:secretsmanager:eu-west-1:1:secret:prod/db-x1', 'arn:aws:secretsmanager:eu-west-1:1:secret:prod/db-x1'],
    ['{"clientRequestToken":"D796F4C4","nextToken":"x"}', '{"clientRequestToken":"D796F4C4","nextToken":"x"}'],
    ['{"sessionToken":"IQoJb3Jp"}', '{"sessionToken":***}'],
    ['select prstoken::oid, rolpassword::text', 'select prstoken::oid, rolpassword::text'],
    ["create role ro login password 'ro-Pass1'", 'create role ro login password ***'],
  ])('%s', (text, expected) => {
    expect(redact(text)).toBe(expected);
    expect(redact(redact(text))).toBe(redact(text));
  });
});

describe('structures', () => {
  it('hides values by their keys and arguments by the one before', () => {
    const fields = {
      'process.name': 'mongodump',
      'process.args': ['mongodump', '--password', S, '-p', S, '--host', 'db'],
      requestParameters: { masterUserPassword: S, secretId: 'prod/db', flags: { password: true } },
    };
    expect(redactObject(fields, JSON.stringify(fields))).toEqual({
      'process.name': 'mongodump',
      'process.args': ['mongodump', '--password', '***', '-p', '***', '--host', 'db'],
      requestParameters: { masterUserPassword: '***', secretId: 'prod/db', flags: { password: true } },
    });
  });

  it('reads -p as a password where another field names the client', () => {
    const fields = { 'process.name': 'mysql', 'process.args': ['-pabcdef'] };
    expect(redactObject(fields, JSON.stringify(fields))['process.args']).toEqual(['-p***']);
  });
});

const secret = fc.stringMatching(/^[A-Z][a-z0-9!%*+._~-]{4,20}[A-Z0-9]{3}$/);
const noise = fc.stringMatching(/^[a-z0-9 ,.:=/-]{0,30}$/);
const carriers: readonly ((secret: string) => string)[] = [
  s => `mysql -u root -p${s} shop`,
  s => `mysql -p'${s}'`,
  s => `mysqldump --password=${s}`,
  s => `mysqldump --password="${s}" x`,
  s => `tool --password ${s} --x`,
  s => `PGPASSWORD=${s} psql`,
  s => `MYSQL_PWD="${s}" mysql`,
  s => `postgresql://app:${s}@db/shop`,
  s => `CREATE USER x IDENTIFIED BY '${s}'`,
  s => `ALTER ROLE x PASSWORD '${s}'`,
  s => `Authorization: Bearer ${s}`,
  s => `{"password": "${s}"}`,
  s => JSON.stringify({ log: JSON.stringify({ cmd: `mysql --password='${s}'` }) }),
  s => `aws_secret_access_key=${s}`,
];

describe('laws', () => {
  it('no seeded secret survives, whatever stands around it', () => {
    fc.assert(
      fc.property(noise, fc.constantFrom(...carriers), secret, noise, (before, carrier, hidden, after) => {
        expect(redact(`${before} ${carrier(hidden)} ${after}`)).not.toContain(hidden);
      }),
      { numRuns: 2000 },
    );
  });

  it('redacting twice changes nothing, and no text throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom(...carriers), (text, carrier) => {
        const once = redact(carrier(text));
        expect(redact(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    'password=',
    '://',
    'IDENTIFIED BY ',
    '-p',
    "'",
    '\\"',
    'eyJ',
    'a:',
    '@',
    'PASSWORD FOR ',
    '--',
    '{"pwd":"',
    '/* ',
    'Basic ',
  ])('time grows with the text: %s repeated', piece => {
    const time = (n: number): number => {
      const text = `mysql mongo curl ${piece.repeat(n / piece.length)}`;
      const start = performance.now();
      redact(text);
      return performance.now() - start;
    };
    time(10_000);
    // A quadratic pass would need minutes; the bound is far from both, whatever the machine does.
    expect(time(400_000)).toBeLessThan(20_000);
  });
});
