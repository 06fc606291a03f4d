import { didYouMean, note } from '../text/index.ts';
import type { LogSourceRef } from './ast.ts';
import type { Report } from './report.ts';

/** A log source may have any name, so only what looks like a slip of the pen is worth a word. */
export function lintLogSource(source: LogSourceRef, report: Report): void {
  for (const key of ['product', 'category'] as const) {
    const name = source[key];
    if (name.length < 5 || known[key].some(each => each === name)) continue;
    const meant = didYouMean(name, known[key]);
    if (meant !== '')
      report(note('unknown-logsource', `the ${key} "${name}" is not among Sigma's${meant}`, source.span));
  }
}

/** The names of the taxonomy appendix (v2.1.0) and of the published rules. */
const known = {
  product: [
    ...['windows', 'linux', 'macos', 'aws', 'azure', 'gcp', 'm365', 'okta', 'onelogin', 'github', 'bitbucket', 'cisco'],
    ...['zeek', 'kubernetes', 'opencanary', 'rpc_firewall', 'fortigate', 'fortios', 'paloalto', 'qualys', 'huawei'],
    ...[
      'juniper',
      'django',
      'python',
      'ruby_on_rails',
      'spring',
      'sql',
      'jvm',
      'nodejs',
      'velocity',
      'apache',
      'nginx',
    ],
    ...['modsecurity', 'postgresql', 'mysql', 'mariadb', 'mongodb', 'falco'],
  ],
  category: [
    ...['process_creation', 'process_termination', 'process_access', 'process_tampering', 'create_remote_thread'],
    ...['raw_access_thread', 'image_load', 'driver_load', 'pipe_created', 'wmi_event', 'sysmon_status', 'sysmon_error'],
    ...['file_event', 'file_change', 'file_delete', 'file_delete_detected', 'file_access', 'file_rename'],
    ...['file_block_executable', 'file_block_shredding', 'file_executable_detected', 'create_stream_hash'],
    ...['registry_event', 'registry_add', 'registry_set', 'registry_delete', 'registry_rename', 'clipboard_capture'],
    ...['ps_script', 'ps_module', 'ps_classic_start', 'ps_classic_provider_start', 'ps_classic_script'],
    ...['network_connection', 'network', 'dns_query', 'dns', 'firewall', 'proxy', 'webserver', 'antivirus', 'database'],
    ...['application', 'appliance', 'authentication'],
  ],
} as const satisfies Record<string, readonly string[]>;
