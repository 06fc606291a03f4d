import type { JsonObject } from '../event/index.ts';
import type { AttackTags } from '../rule/index.ts';

/** ATT&CK's enterprise tactics: short name to id. Anything else is told by its name alone. */
const tacticIds: Readonly<Record<string, string>> = {
  reconnaissance: 'TA0043',
  'resource-development': 'TA0042',
  'initial-access': 'TA0001',
  execution: 'TA0002',
  persistence: 'TA0003',
  'privilege-escalation': 'TA0004',
  'defense-evasion': 'TA0005',
  'credential-access': 'TA0006',
  discovery: 'TA0007',
  'lateral-movement': 'TA0008',
  collection: 'TA0009',
  'command-and-control': 'TA0011',
  exfiltration: 'TA0010',
  impact: 'TA0040',
};

/** A rule says which techniques and which tactics, not which of them belong together, so each stands by itself. */
export function ocsfAttacks(attack: AttackTags): JsonObject[] {
  const tactics = attack.tactics.map(
    (name): JsonObject => ({
      tactic: { name, ...(tacticIds[name] ? { uid: tacticIds[name] } : {}) },
    }),
  );
  const techniques = attack.techniques.map((uid): JsonObject => {
    const [technique = uid] = uid.split('.');
    return technique === uid ? { technique: { uid } } : { technique: { uid: technique }, sub_technique: { uid } };
  });
  return [...tactics, ...techniques];
}
