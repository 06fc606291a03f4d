/** A bundle in the shape that ATT&CK publishes since v18, of a few objects. What it says in prose is left out. */
export const bundle = {
  type: 'bundle',
  id: 'bundle--1',
  objects: [
    { type: 'x-mitre-collection', id: 'x-mitre-collection--1', x_mitre_version: '18.1' },
    technique('T1213', 'Data from Information Repositories', 'collection'),
    technique('T1213.006', 'Databases', 'collection'),
    technique('T1486', 'Data Encrypted for Impact', 'impact'),
    { ...technique('T9999', 'Gone', 'impact'), revoked: true },
    {
      type: 'x-mitre-detection-strategy',
      id: 'x-mitre-detection-strategy--1',
      name: 'Database dumps',
      external_references: [reference('DET0242')],
      x_mitre_domains: ['enterprise-attack'],
      x_mitre_analytic_refs: ['AN0676', 'AN0677', 'AN0678', 'AN0679', 'AN0680'].map(id => `x-mitre-analytic--${id}`),
    },
    {
      type: 'relationship',
      id: 'relationship--1',
      relationship_type: 'detects',
      source_ref: 'x-mitre-detection-strategy--1',
      target_ref: 'attack-pattern--T1213.006',
    },
    component('DC0032', 'Process Creation', ['auditd:SYSCALL', 'WinEventLog:Sysmon', 'macos:unifiedlog']),
    component('DC0078', 'Network Traffic Flow', ['NSM:Flow', 'AWS:VPCFlowLogs']),
    component('DC0038', 'Application Log Content', ['saas:collab']),
    component('DC0099', 'Asked for by None', ['saas:collab']),
    analytic('AN0676', 'Linux', { 'auditd:SYSCALL': 'DC0032', 'NSM:Flow': 'DC0078' }, [
      'AllowedDBClients',
      'DumpFilePattern',
      'TimeWindow',
    ]),
    analytic('AN0677', 'Windows', { 'WinEventLog:Sysmon': 'DC0032' }, ['TimeWindow']),
    analytic('AN0678', 'macOS', { 'macos:unifiedlog': 'DC0032' }, []),
    analytic('AN0679', 'IaaS', { 'AWS:CloudTrail': 'DC0038', 'AWS:VPCFlowLogs': 'DC0078' }, ['S3ExportThreshold']),
    analytic('AN0680', 'SaaS', { 'saas:collab': 'DC0038' }, []),
  ],
};

function technique(id: string, name: string, tactic: string) {
  return {
    type: 'attack-pattern',
    id: `attack-pattern--${id}`,
    name,
    kill_chain_phases: [{ kill_chain_name: 'mitre-attack', phase_name: tactic }],
    x_mitre_domains: ['enterprise-attack'],
    external_references: [reference(id)],
  };
}

function component(id: string, name: string, logSources: readonly string[]) {
  return {
    type: 'x-mitre-data-component',
    id: `x-mitre-data-component--${id}`,
    name,
    external_references: [reference(id)],
    x_mitre_log_sources: logSources.map(source => ({ name: source, channel: 'None' })),
  };
}

/** `logSources`: the data component that each is asked for. */
function analytic(
  id: string,
  platform: string,
  logSources: Readonly<Record<string, string>>,
  parameters: readonly string[],
) {
  return {
    type: 'x-mitre-analytic',
    id: `x-mitre-analytic--${id}`,
    name: id.replace('AN', 'Analytic '),
    description: 'Prose.',
    x_mitre_platforms: [platform],
    external_references: [{ ...reference(id), url: `https://attack.mitre.org/detectionstrategies/DET0242#${id}` }],
    x_mitre_log_source_references: Object.entries(logSources).map(([name, component]) => ({
      name,
      channel: 'None',
      x_mitre_data_component_ref: `x-mitre-data-component--${component}`,
    })),
    x_mitre_mutable_elements: parameters.map(field => ({ field, description: 'A list.' })),
  };
}

function reference(id: string) {
  return { source_name: 'mitre-attack', external_id: id };
}
