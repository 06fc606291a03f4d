/**
 * Sigma's `service` for an event log. A channel that Sigma has no word for is its own service, in lower case, so that
 * rules about other logs are not asked about it.
 */
export function windowsService(channel: string): string {
  const where = channel.toLowerCase();
  const known = SERVICES.get(where) ?? SERVICES.get(where.slice(0, where.lastIndexOf('/')));
  return known ?? (where.includes('sysmon') ? 'sysmon' : where);
}

/** By the whole channel, or by the part before its last slash where all channels of the provider are one service. */
const SERVICES: ReadonlyMap<string, string> = new Map([
  ['security', 'security'],
  ['system', 'system'],
  ['application', 'application'],
  ['microsoft-windows-sysmon/operational', 'sysmon'],
  ['microsoft-windows-powershell/operational', 'powershell'],
  ['powershellcore/operational', 'powershell'],
  ['windows powershell', 'powershell-classic'],
  ['microsoft-windows-windows defender', 'windefend'],
  ['dns server', 'dns-server'],
  ['microsoft-windows-dns-server/analytical', 'dns-server-analytic'],
  ['microsoft-windows-dns-server/audit', 'dns-server-audit'],
  ['microsoft-windows-dns client events', 'dns-client'],
  ['microsoft-windows-driverframeworks-usermode', 'driver-framework'],
  ['microsoft-windows-dhcp-server', 'dhcp'],
  ['microsoft-windows-ntlm', 'ntlm'],
  ['microsoft-windows-taskscheduler', 'taskscheduler'],
  ['microsoft-windows-wmi-activity', 'wmi'],
  ['microsoft-windows-applocker', 'applocker'],
  ['msexchange management', 'msexchange-management'],
  ['microsoft-windows-printservice/admin', 'printservice-admin'],
  ['microsoft-windows-printservice/operational', 'printservice-operational'],
  ['microsoft-windows-smbclient/security', 'smbclient-security'],
  ['microsoft-windows-smbclient/connectivity', 'smbclient-connectivity'],
  ['microsoft-windows-smbserver/connectivity', 'smbserver-connectivity'],
  ['microsoft-windows-codeintegrity', 'codeintegrity-operational'],
  ['microsoft-windows-windows firewall with advanced security', 'firewall-as'],
  ['microsoft-windows-bits-client', 'bits-client'],
  ['microsoft-windows-security-mitigations', 'security-mitigations'],
  ['microsoft-windows-diagnosis-scripted', 'diagnosis-scripted'],
  ['microsoft-windows-shell-core', 'shell-core'],
  ['openssh', 'openssh'],
  ['microsoft-windows-ldap-client', 'ldap'],
  ['microsoft-windows-vhdmp', 'vhdmp'],
  ['microsoft-windows-appxdeploymentserver', 'appxdeployment-server'],
  ['microsoft-windows-appxpackaging', 'appxpackaging-om'],
  ['microsoft-windows-appmodel-runtime', 'appmodel-runtime'],
  ['microsoft-windows-lsa', 'lsa-server'],
  ['microsoft-windows-capi2', 'capi2'],
  ['microsoft-windows-certificateservicesclient-lifecycle-system', 'certificateservicesclient-lifecycle-system'],
  ['microsoft-windows-terminalservices-localsessionmanager', 'terminalservices-localsessionmanager'],
  ['microsoft-iis-configuration', 'iis-configuration'],
  ['microsoft-servicebus-client', 'servicebus-client'],
  ['microsoft-windows-sense', 'sense'],
  ['microsoft-windows-kernel-shimengine', 'kernel-shimengine'],
  ['microsoft-windows-kernel-eventtracing', 'kernel-event-tracing'],
]);
