import type { JsonObject } from '../event/index.ts';

/** What sshd, sudo, su, cron and PAM say, taken apart; `act` names the form. Nothing for any other message. */
export function syslogMessage(program: string, message: string): JsonObject {
  for (const { act, of, pattern, names } of FORMS) {
    if (!of.test(program)) continue;
    const found = pattern.exec(message);
    if (found === null) continue;
    return {
      act,
      ...Object.fromEntries(names.flatMap((name, index) => (found[index + 1] ? [[name, found[index + 1] ?? '']] : []))),
    };
  }
  return {};
}

interface Form {
  readonly act: string;
  readonly of: RegExp;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

const SSHD = /^sshd/;
const ANY = /./;

const FORMS: readonly Form[] = [
  {
    act: 'ssh-login',
    of: SSHD,
    pattern: /^Accepted (\S{1,64}) for (\S{1,255}) from (\S{1,64}) port (\d{1,5})/,
    names: ['method', 'user', 'address', 'port'],
  },
  {
    act: 'ssh-login-failed',
    of: SSHD,
    pattern: /^Failed (\S{1,64}) for (?:invalid user )?(.{0,255}?) from (\S{1,64}) port (\d{1,5})/,
    names: ['method', 'user', 'address', 'port'],
  },
  {
    act: 'ssh-login-failed',
    of: SSHD,
    pattern: /^Invalid user (.{0,255}?) from (\S{1,64})(?: port (\d{1,5}))?/,
    names: ['user', 'address', 'port'],
  },
  {
    act: 'ssh-login-failed',
    of: SSHD,
    pattern:
      /^(?:error: )?maximum authentication attempts exceeded for (?:invalid user )?(.{0,255}?) from (\S{1,64}) port (\d{1,5})/,
    names: ['user', 'address', 'port'],
  },
  {
    act: 'ssh-disconnected',
    of: SSHD,
    pattern:
      /^(?:Disconnected from|Connection closed by)(?: (?:authenticating|invalid) user)?(?: user)? (?:(\S{1,255}) )?(\S{1,64}) port (\d{1,5})/,
    names: ['user', 'address', 'port'],
  },
  {
    act: 'sudo',
    of: /^sudo$/,
    pattern:
      /^\s*(\S{1,255}) : (?:(\d+ incorrect password attempts?|command not allowed|user NOT in sudoers|a password is required) ; )?TTY=(\S{1,64}) ; PWD=(.{1,4096}?) ; USER=(\S{1,255})(?: ; (?:GROUP|ENV|TSID)=[^;]{0,4096})* ; COMMAND=([\s\S]*)$/,
    names: ['user', 'refusal', 'tty', 'cwd', 'target_user', 'command'],
  },
  {
    act: 'su',
    of: /^su$/,
    pattern: /^\(to (\S{1,255})\) (\S{1,255}) on (\S{1,64})/,
    names: ['target_user', 'user', 'tty'],
  },
  {
    act: 'su-failed',
    of: /^su$/,
    pattern: /^FAILED SU \(to (\S{1,255})\) (\S{1,255}) on (\S{1,64})/,
    names: ['target_user', 'user', 'tty'],
  },
  { act: 'cron', of: /^cron/i, pattern: /^\((\S{1,255})\) CMD \(([\s\S]*)\)\s*$/, names: ['user', 'command'] },
  { act: 'user-added', of: /^useradd$/, pattern: /^new user: name=([^,\s]{1,255}), UID=(\d+)/, names: ['user', 'uid'] },
  { act: 'password-changed', of: /^(?:passwd|chpasswd)/, pattern: /password changed for (\S{1,255})/, names: ['user'] },
  {
    act: 'session-opened',
    of: ANY,
    pattern:
      /^pam_unix\(([\w.-]{1,64}):session\): session opened for user ([^\s(]{1,255})(?:\(uid=\d+\))?(?: by ([^\s(]{0,255})\(uid=(\d+)\))?/,
    names: ['pam_service', 'user', 'by_user', 'by_uid'],
  },
  {
    act: 'session-closed',
    of: ANY,
    pattern: /^pam_unix\(([\w.-]{1,64}):session\): session closed for user (\S{1,255})/,
    names: ['pam_service', 'user'],
  },
  {
    act: 'authentication-failed',
    of: ANY,
    pattern:
      /^pam_unix\(([\w.-]{1,64}):auth\): authentication failure; [^\n]{0,500}?(?:rhost=(\S{1,64}))? {0,3}(?: user=(\S{1,255}))?\s*$/,
    names: ['pam_service', 'address', 'user'],
  },
];
