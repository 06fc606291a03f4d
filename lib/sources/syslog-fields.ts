import type { FieldRead, FieldTable } from '../event/index.ts';
import { commonFields } from './common-fields.ts';
import { asNumber, at, computed, constant, ipAddress, known, mapped, textAt } from './field-read.ts';

interface Row {
  readonly category: readonly string[];
  readonly type: readonly string[];
  readonly action: string;
  readonly outcome: 'success' | 'failure' | null;
}

const row = (category: string, type: string, action: string, outcome: Row['outcome'] = null): Row => ({
  category: [category],
  type: [type],
  action,
  outcome,
});

const ACTS: ReadonlyMap<string, Row> = new Map([
  ['ssh-login', row('authentication', 'start', 'ssh_login', 'success')],
  ['ssh-login-failed', row('authentication', 'start', 'ssh_login', 'failure')],
  ['ssh-disconnected', row('session', 'end', 'ssh_disconnected')],
  ['sudo', row('process', 'start', 'ran-command')],
  ['su', row('authentication', 'start', 'su', 'success')],
  ['su-failed', row('authentication', 'start', 'su', 'failure')],
  ['cron', row('process', 'start', 'ran-command', 'success')],
  ['user-added', row('iam', 'creation', 'added-user-account', 'success')],
  ['password-changed', row('iam', 'change', 'changed-password', 'success')],
  ['session-opened', row('session', 'start', 'started-session', 'success')],
  ['session-closed', row('session', 'end', 'ended-session', 'success')],
  ['authentication-failed', row('authentication', 'start', 'authentication-failed', 'failure')],
]);

const ofAct = (what: 'category' | 'type' | 'action'): FieldRead =>
  computed(`${what} by the form of the message`, fields => ACTS.get(textAt(fields, 'act'))?.[what]);

export const syslogFields: FieldTable = {
  source: 'syslog',
  ecs: {
    ...commonFields('system', 'system.syslog'),
    'event.category': ofAct('category'),
    'event.type': ofAct('type'),
    'event.action': ofAct('action'),
    'event.outcome': computed('by the form of the message', fields => {
      const act = ACTS.get(textAt(fields, 'act'));
      return act?.action === 'ran-command' && act.outcome === null
        ? textAt(fields, 'refusal') === ''
          ? 'success'
          : 'failure'
        : (act?.outcome ?? undefined);
    }),
    message: at('message'),
    'host.os.type': constant('linux'),
    'process.name': known(at('program')),
    'process.pid': at('pid'),
    'process.command_line': known(at('command')),
    'process.args': mapped(known(at('command')), 'words of', value =>
      String(value)
        .split(' ')
        .filter(word => word !== ''),
    ),
    'process.working_directory': known(at('cwd')),
    'process.tty': known(at('tty')),
    'user.name': known(at('user')),
    'user.effective.name': known(at('target_user')),
    'source.ip': ipAddress(known(at('address'))),
    'source.address': known(at('address')),
    'source.port': asNumber(known(at('port'))),
    'system.auth.ssh.method': known(at('method')),
    'system.auth.sudo.command': known(at('command')),
    'system.auth.sudo.user': known(at('target_user')),
    'system.auth.sudo.tty': known(at('tty')),
    'system.auth.sudo.error': known(at('refusal')),
    'log.syslog.facility.code': at('facility'),
    'log.syslog.severity.code': at('severity'),
  },
  vendorRoots: [[]],
  knowsVendorName: name =>
    /^(?:hostname|program|message|pid|facility|severity|act|user|address|port|method|command|cwd|tty|target_user|refusal|pam_service|by_user|by_uid|uid)$/.test(
      name,
    ),
  isEcs: false,
};
