/** A bundle in the shape that ATT&CK publishes, of a few objects. */
export const bundle = {
  type: 'bundle',
  objects: [
    { type: 'x-mitre-collection', id: 'x-mitre-collection--1', x_mitre_version: '18.1' },
    technique('T1213.006', 'Databases', 'collection'),
    technique('T1486', 'Data Encrypted for Impact', 'impact'),
    { ...technique('T9999', 'Gone', 'impact'), revoked: true },
    {
      type: 'x-mitre-detection-strategy',
      id: 'x-mitre-detection-strategy--1',
      name: 'Database dumps',
      external_references: [reference('DET0242')],
      x_mitre_analytic_refs: ['x-mitre-analytic--AN0676', 'x-mitre-analytic--AN0679'],
    },
    {
      type: 'relationship',
      id: 'relationship--1',
      relationship_type: 'detects',
      source_ref: 'x-mitre-detection-strategy--1',
      target_ref: 'attack-pattern--T1213.006',
    },
    { type: 'x-mitre-data-component', id: 'x-mitre-data-component--1', name: 'Process Creation' },
    analytic('AN0676', 'Linux', ['auditd:SYSCALL', 'NSM:Flow'], ['AllowedDBClients']),
    analytic('AN0679', 'IaaS', ['AWS:CloudTrail', 'saas:collab'], []),
  ],
};

function technique(id: string, name: string, tactic: string) {
  return {
    type: 'attack-pattern',
    id: `attack-pattern--${id}`,
    name,
    kill_chain_phases: [{ kill_chain_name: 'mitre-attack', phase_name: tactic }],
    external_references: [reference(id)],
  };
}

function analytic(id: string, platform: string, logSources: readonly string[], parameters: readonly string[]) {
  return {
    type: 'x-mitre-analytic',
    id: `x-mitre-analytic--${id}`,
    name: `Analytic ${id}`,
    description: 'Prose.',
    x_mitre_platforms: [platform],
    external_references: [reference(id)],
    x_mitre_log_source_references: logSources.map(name => ({
      name,
      channel: 'None',
      x_mitre_data_component_ref: 'x-mitre-data-component--1',
    })),
    x_mitre_mutable_elements: parameters.map(field => ({ field, description: 'A list.' })),
  };
}

function reference(id: string) {
  return { source_name: 'mitre-attack', external_id: id };
}
