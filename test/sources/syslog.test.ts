import { describe, expect, it } from 'vitest';
import { eventOf, pick } from './read.ts';

describe('the three forms of a syslog line', () => {
  it.each([
    { line: 'Nov 21 01:50:24 db1 sshd[123]: hello', time: Date.UTC(1969, 10, 21, 1, 50, 24) * 1000 },
    {
      line: '<38>2026-11-21T01:50:24.5+00:00 db1 sshd[123]: hello',
      time: Date.UTC(2026, 10, 21, 1, 50, 24, 500) * 1000,
    },
    {
      line: '<38>1 2026-11-21T01:50:24Z db1 sshd 123 - [x@1 a="b"] hello',
      time: Date.UTC(2026, 10, 21, 1, 50, 24) * 1000,
    },
  ])('$line', ({ line, time }) => {
    const event = eventOf(line);
    expect(event).toMatchObject({
      source: 'syslog',
      time,
      host: { id: 'db1', name: 'db1' },
      logSource: { product: 'linux', service: 'sshd', categories: [] },
    });
    expect(pick(event, 'process.name', 'process.pid', 'message')).toEqual({
      'process.name': 'sshd',
      'process.pid': 123,
      message: 'hello',
    });
  });
  it('JSON behind the head is the log', () =>
    expect(eventOf('Nov 21 01:50:24 db1 falco: {"rule":"R","priority":"Notice","output_fields":{}}').source).toBe(
      'falco',
    ));
  it('an audit record behind the head is one', () =>
    expect(() => eventOf('Nov 21 01:50:24 db1 audispd: type=CWD msg=audit(1.000:2): cwd="/"')).toThrow('fragment'));
});

const said = (program: string, message: string) => eventOf(`2026-11-21T01:50:24+00:00 db1 ${program}[1]: ${message}`);

describe('what programs say is taken apart', () => {
  it.each([
    {
      program: 'sshd',
      message: 'Accepted publickey for olivia from 10.20.0.15 port 52222 ssh2: ED25519 SHA256:x',
      expected: {
        'event.action': 'ssh_login',
        'event.outcome': 'success',
        'user.name': 'olivia',
        'source.ip': '10.20.0.15',
        'process.command_line': null,
      },
    },
    {
      program: 'sshd',
      message: 'Failed password for invalid user a b from 198.51.100.7 port 4 ssh2',
      expected: {
        'event.action': 'ssh_login',
        'event.outcome': 'failure',
        'user.name': 'a b',
        'source.ip': '198.51.100.7',
        'process.command_line': null,
      },
    },
    {
      program: 'sshd',
      message: 'Invalid user  from 198.51.100.7 port 4',
      expected: {
        'event.action': 'ssh_login',
        'event.outcome': 'failure',
        'user.name': null,
        'source.ip': '198.51.100.7',
        'process.command_line': null,
      },
    },
    {
      program: 'sudo',
      message: '  olivia : TTY=pts/0 ; PWD=/home/olivia ; USER=postgres ; COMMAND=/usr/bin/pg_dump shop',
      expected: {
        'event.action': 'ran-command',
        'event.outcome': 'success',
        'user.name': 'olivia',
        'source.ip': null,
        'process.command_line': '/usr/bin/pg_dump shop',
      },
    },
    {
      program: 'sudo',
      message: 'eve : user NOT in sudoers ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh',
      expected: {
        'event.action': 'ran-command',
        'event.outcome': 'failure',
        'user.name': 'eve',
        'source.ip': null,
        'process.command_line': '/bin/sh',
      },
    },
    {
      program: 'CRON',
      message: '(backup) CMD (/opt/nightly.sh)',
      expected: {
        'event.action': 'ran-command',
        'event.outcome': 'success',
        'user.name': 'backup',
        'source.ip': null,
        'process.command_line': '/opt/nightly.sh',
      },
    },
    {
      program: 'su',
      message:
        'pam_unix(su:auth): authentication failure; logname=eve uid=1 euid=0 tty=pts/0 ruser=eve rhost=  user=root',
      expected: {
        'event.action': 'authentication-failed',
        'event.outcome': 'failure',
        'user.name': 'root',
        'source.ip': null,
        'process.command_line': null,
      },
    },
    {
      program: 'app',
      message: 'anything',
      expected: {
        'event.action': null,
        'event.outcome': null,
        'user.name': null,
        'source.ip': null,
        'process.command_line': null,
      },
    },
  ])('$program: $message', ({ program, message, expected }) =>
    expect(
      pick(said(program, message), 'event.action', 'event.outcome', 'user.name', 'source.ip', 'process.command_line'),
    ).toEqual(expected),
  );
});
