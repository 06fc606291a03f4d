import type { KeyPart, Suppression } from '../../ir/index.ts';
import type { Complaining } from './complaining.ts';
import { intervalMicros, spanMicros } from './date-math.ts';
import { fieldValue } from './predicates.ts';
import { field, isFields, numberField, objectField, type RuleSource, textField, textsField } from './rule-source.ts';

const hourMicros = 3_600_000_000;
/** How often Kibana runs a rule that does not say. */
const defaultIntervalMicros = 5 * 60_000_000;

/** How repeated matches merge. Alert suppression is Elastic's word for it; without it, one finding per entity and hour. */
export function suppressionOf(source: RuleSource, complain: Complaining): Suppression {
  const given = field(source.record, 'alert_suppression');
  if (!isFields(given)) return { kind: 'period', by: [], period: hourMicros };
  const missing = textField(given, 'missing_fields_strategy') === 'doNotSuppress' ? 'drop' : 'null';
  const by = textsField(given, 'group_by').map((name): KeyPart => ({ name, value: fieldValue(name), missing }));
  const duration = objectField(given, 'duration');
  const amount = numberField(duration, 'value');
  if (amount === null) {
    // "Per rule execution": what one run would have merged.
    return {
      kind: 'period',
      by,
      period: intervalMicros(textField(source.record, 'interval')) ?? defaultIntervalMicros,
    };
  }
  const period = spanMicros(amount, textField(duration, 'unit'));
  if (period !== null) return { kind: 'period', by, period };
  const found = `${amount}${textField(duration, 'unit')}`;
  complain(
    'error',
    'invalid-duration',
    `"${found}" is no suppression period`,
    'alert_suppression',
    'a number of s, m, h or d',
  );
  return { kind: 'period', by, period: hourMicros };
}
