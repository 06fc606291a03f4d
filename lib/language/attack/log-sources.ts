/**
 * Which of weir's sources carry one of ATT&CK's log sources, by the part of its name before the colon, or by the whole
 * name. Names as ATT&CK v18 spells them; case does not matter. What is not here, weir does not read.
 */
const sources: Readonly<Record<string, readonly string[]>> = {
  auditd: ['auditd', 'falco'],
  'linux:osquery': [],
  'linux:syslog': ['syslog'],
  'linux:auth': ['syslog'],
  'linux:sysmon': ['windows'],
  falco: ['falco'],
  'aws:cloudtrail': ['cloudtrail'],
  'aws:vpcflowlogs': ['vpc-flow'],
  'aws:rds': ['postgresql', 'mysql-audit'],
  'nsm:flow': ['vpc-flow', 'falco'],
  'nsm:connections': ['vpc-flow', 'falco'],
  'wineventlog:sysmon': ['windows'],
  'wineventlog:security': ['windows'],
  'wineventlog:system': ['windows'],
  'wineventlog:powershell': ['windows'],
  'wineventlog:application': ['windows'],
  'aws:guardduty': ['guardduty'],
  'aws:route53': ['route53'],
  kubernetes: ['kubernetes-audit'],
  'database:audit': ['postgresql', 'mysql-audit'],
};

/** All sources that this table names. */
export const carrying: ReadonlySet<string> = new Set(Object.values(sources).flat());

export function sourcesFor(logSource: string): readonly string[] {
  const name = logSource.toLowerCase();
  const kind = name.split(':', 1)[0] ?? '';
  return own(name) ?? own(kind) ?? [];
}

function own(name: string): readonly string[] | undefined {
  return Object.hasOwn(sources, name) ? sources[name] : undefined;
}
