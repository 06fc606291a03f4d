/** Programs that write a database out. */
export const dumpTools = [
  'pg_dump',
  'pg_dumpall',
  'pg_basebackup',
  'pg_receivewal',
  'mysqldump',
  'mariadb-dump',
  'mysqlpump',
  'mydumper',
  'xtrabackup',
  'innobackupex',
  'mariabackup',
  'mariadb-backup',
  'mongodump',
  'mongoexport',
  'mongofiles',
  'expdp',
  'bcp',
  'mysqlbinlog',
];

/** Programs that speak to a database, whatever they are told to do. */
export const clients = [
  ...dumpTools,
  'psql',
  'pgcli',
  'mysql',
  'mariadb',
  'mysqlsh',
  'mycli',
  'mongo',
  'mongosh',
  'sqlite3',
  'litecli',
  'redis-cli',
  'valkey-cli',
  'cqlsh',
  'sqlcmd',
  'sqlplus',
  'isql',
  'usql',
  'clickhouse-client',
];

/** Programs that carry data to another machine, and interpreters and shells with which anybody can. */
export const transferTools = [
  'curl',
  'wget',
  'scp',
  'sftp',
  'ssh',
  'rsync',
  'ftp',
  'lftp',
  'tftp',
  'nc',
  'ncat',
  'nc.openbsd',
  'nc.traditional',
  'netcat',
  'socat',
  'openssl',
  'telnet',
  'rclone',
  'aws',
  's3cmd',
  's5cmd',
  'mc',
  'gsutil',
  'gcloud',
  'azcopy',
  'restic',
  'croc',
  'httpie',
  'http',
  'python',
  'python2',
  'python3',
  'perl',
  'ruby',
  'php',
  'node',
  'bash',
  'sh',
  'dash',
  'zsh',
  'busybox',
];

export const servers = [
  'postgres',
  'postmaster',
  'mysqld',
  'mariadbd',
  'mongod',
  'mongos',
  'redis-server',
  'valkey-server',
  'sqlservr',
  'oracle',
  'clickhouse-server',
];

/** Nothing that takes backups is started by one of these. */
export const unusualParents = [
  ...servers,
  'nginx',
  'apache2',
  'httpd',
  'lighttpd',
  'caddy',
  'php-fpm',
  'php-cgi',
  'gunicorn',
  'uwsgi',
  'tomcat',
  'catalina',
];

export const shells = ['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'busybox'];

/** What writes files with such names when software is installed. */
export const installers = [
  'dpkg',
  'dpkg-deb',
  'rpm',
  'apt',
  'apt-get',
  'dnf',
  'yum',
  'microdnf',
  'zypper',
  'snapd',
  'tar',
];

/** On which databases listen, as they come. */
export const databasePorts = [5432, 5433, 6432, 3306, 3307, 33060, 27017, 27018, 6379, 1433, 1521, 9042].map(String);

/** Addresses that are not outside: loopback, link-local, private, shared. */
export const insideNetworks = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/4',
  '::/128',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
];
