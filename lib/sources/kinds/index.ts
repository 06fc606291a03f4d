import { auditdLogs } from './auditd.ts';
import { cloudLogs } from './cloud.ts';
import { databaseLogs } from './databases.ts';
import { falcoLogs } from './falco.ts';
import type { FullLog } from './kind.ts';
import { syslogLogs } from './syslog.ts';
import { windowsLogs } from './windows.ts';

export type { FullLog } from './kind.ts';
export { windowsSchemas } from './windows-schema.ts';

/** Of every source that reads one vendor's logs: a full log of each kind of event. Made anew at each call. */
export function fullLogs(): readonly FullLog[] {
  return [...falcoLogs(), ...auditdLogs(), ...windowsLogs(), ...databaseLogs(), ...cloudLogs(), ...syslogLogs()];
}
