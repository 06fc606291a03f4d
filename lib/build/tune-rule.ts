import type { RuleTuning, TuneSuppression } from '../config/index.ts';
import type { KeyPart, Rule, Suppression } from '../ir/index.ts';

/** A rule as the configuration wants it: its severity and how its matches merge. What it detects stays as it is. */
export function tuneRule(rule: Rule, tuning: RuleTuning | undefined): Rule {
  if (tuning === undefined) return rule;
  return {
    ...rule,
    meta: tuning.severity === null ? rule.meta : { ...rule.meta, severity: tuning.severity },
    suppression: tuning.suppress === null ? rule.suppression : suppression(rule.suppression, tuning.suppress),
  };
}

function suppression(own: Suppression, wanted: TuneSuppression): Suppression {
  if (wanted.kind === 'off') return wanted;
  const before = own.kind === 'period' ? own : { by: [], period: defaultPeriodSeconds * 1_000_000 };
  return {
    kind: 'period',
    by: wanted.by.length === 0 ? before.by : wanted.by.map(keyPart),
    period: wanted.periodSeconds === null ? before.period : wanted.periodSeconds * 1_000_000,
  };
}

/** DESIGN §6.2: one hour, where neither the rule nor the configuration says another. */
const defaultPeriodSeconds = 3600;

/** A field of weir.yml may be named as the log's vendor does or as ECS does; events without it share one finding. */
function keyPart(field: string): KeyPart {
  const names = [
    { space: 'vendor', name: field },
    { space: 'ecs', name: field },
  ] as const;
  return { name: field, value: { op: 'field', field: { field, names } }, missing: 'null' };
}
