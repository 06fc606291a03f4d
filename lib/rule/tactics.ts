/** The tactics of ATT&CK for Enterprise, by short name, in its own order: from the first foothold to the damage. */
export const tactics: readonly string[] = [
  'reconnaissance',
  'resource-development',
  'initial-access',
  'execution',
  'persistence',
  'privilege-escalation',
  // In 2025 the two after it took its place; older rules still name it.
  'defense-evasion',
  'stealth',
  'defense-impairment',
  'credential-access',
  'discovery',
  'lateral-movement',
  'collection',
  'command-and-control',
  'exfiltration',
  'impact',
];
