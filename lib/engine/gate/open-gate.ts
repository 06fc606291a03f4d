import type { FieldTable, LogEvent } from '../../event/index.ts';
import { isRouted } from '../route.ts';
import type { RuleBundle } from '../rule-bundle.ts';
import { createGate, type Gate } from './gate.ts';
import { gatePlan } from './gate-plan.ts';
import { whileItPays } from './while-it-pays.ts';

/**
 * The gate before all logs of one source whose events all declare the same log source, and whose fields are read from
 * the object that the log's text spells. Null where some rule must see every event.
 */
export function openGate(
  bundle: Pick<RuleBundle, 'selectors'>,
  table: FieldTable,
  declared: Pick<LogEvent, 'source' | 'logSource'>,
): Gate | null {
  const routed = bundle.selectors.filter(({ route }) => isRouted(route, declared));
  const plan = gatePlan(
    routed.map(({ where }) => where),
    table,
  );
  return plan === null ? null : whileItPays(createGate(plan));
}
