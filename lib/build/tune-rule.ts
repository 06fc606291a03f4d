import type { RulesConfig, RuleTuning, TuneSuppression } from '../config/index.ts';
import type { Detection, Rule, Suppression } from '../ir/index.ts';
import { fieldPart } from './field-part.ts';

type BaselineDays = Pick<RulesConfig, 'baselineLearnDays' | 'baselineFreezeDays'>;

/** A rule as the configuration wants it: its severity, how its matches merge, how it learns. What it detects stays. */
export function tuneRule(given: Rule, tuning: RuleTuning | undefined, days: BaselineDays): Rule {
  const rule = { ...given, detection: learning(given.detection, tuning, days) };
  if (tuning === undefined) return rule;
  return {
    ...rule,
    meta: tuning.severity === null ? rule.meta : { ...rule.meta, severity: tuning.severity },
    suppression: tuning.suppress === null ? rule.suppression : suppression(rule.suppression, tuning.suppress),
  };
}

function learning(detection: Detection, tuning: RuleTuning | undefined, days: BaselineDays): Detection {
  if (detection.kind !== 'first-seen') return detection;
  const own = tuning?.baseline;
  return {
    ...detection,
    learningDays: own?.learnDays ?? days.baselineLearnDays ?? detection.learningDays,
    freezeDays: own?.freezeDays ?? days.baselineFreezeDays ?? detection.freezeDays,
  };
}

function suppression(own: Suppression, wanted: TuneSuppression): Suppression {
  if (wanted.kind === 'off') return wanted;
  const before = own.kind === 'period' ? own : { by: [], period: defaultPeriodSeconds * 1_000_000 };
  return {
    kind: 'period',
    by: wanted.by.length === 0 ? before.by : wanted.by.map(fieldPart),
    period: wanted.periodSeconds === null ? before.period : wanted.periodSeconds * 1_000_000,
  };
}

/** DESIGN §6.2: one hour, where neither the rule nor the configuration says another. */
const defaultPeriodSeconds = 3600;
