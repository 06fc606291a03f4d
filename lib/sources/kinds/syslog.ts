import type { FullLog } from './kind.ts';

/** Messages of the programs that Sigma has a service for, and of any other. */
export function syslogLogs(): readonly FullLog[] {
  return [
    line('a login over SSH', 'sshd[70]', 'Accepted publickey for ines from 203.0.113.9 port 49152 ssh2'),
    line(
      'a command run as another user',
      'sudo[70]',
      'ines : command not allowed ; TTY=pts/0 ; PWD=/home/ines ; USER=root ; COMMAND=/usr/bin/psql shop',
    ),
    line('a job', 'CRON[70]', '(backup) CMD (/opt/backup.sh)'),
    line('what vsftpd says', 'vsftpd[70]', 'any text'),
    line('what ClamAV says', 'clamd[70]', 'any text'),
    line('what Guacamole says', 'guacd[70]', 'any text'),
    line('a change of users', 'su[70]', '(to root) ines on pts/0'),
    line('what any other program says', 'systemd[1]', 'any text'),
  ];
}

function line(about: string, program: string, message: string): FullLog {
  return {
    source: 'syslog',
    about,
    lines: [`<86>1 2026-11-21T02:00:00.000000Z db-7 ${program.replace(/\[(\d+)\]/, ' $1')} - - ${message}`],
  };
}
