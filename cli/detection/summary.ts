import { compareSeverity, severities } from '../../lib/rule/index.ts';
import { plural } from '../plural.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Style } from '../style.ts';
import type { Terminal } from '../terminal.ts';
import type { Session } from './session.ts';
import type { Totals } from './totals.ts';

/** `--stats json`: what was read, in all and by source. */
export function statsDocument({ records, events, failures, sources, ruleErrors, keyless, reasons }: Totals) {
  return { records, events, failures, sources, ruleErrors, keyless, reasons: Object.fromEntries(reasons) };
}

/** What a run came to, in a few lines for a person. */
export function sayTotals(session: Session, { build }: RuleSet, terminal: Terminal, paint: Style): void {
  const totals = session.totals();
  const found = session.active().map(({ row }) => row.finding.severity);
  const bySeverity = [...severities]
    .sort((a, b) => compareSeverity(b, a))
    .flatMap(severity => {
      const count = found.filter(one => one === severity).length;
      return count === 0 ? [] : [paint.severity(severity, `${count} ${severity}`)];
    });
  const list = bySeverity.length === 0 ? '' : ` (${bySeverity.join(', ')})`;
  const from = Object.entries(totals.sources).map(
    ([name, source]) => `${source.events.toLocaleString('en-US')} ${name}`,
  );
  terminal.say(
    `${paint.bold(plural(found.length, 'finding'))}${list} in ${plural(totals.events, 'event')}` +
      `${from.length === 0 ? '' : ` (${from.join(', ')})`} by ${plural(build.bundle.rules.length, 'rule')}`,
  );
  if (totals.failures > 0) terminal.say(paint.red(`${plural(totals.failures, 'log')} could not be evaluated:`));
  for (const [where, reason] of totals.reasons) terminal.say(`  ${where}: ${reason}`);
  for (const [rule, count] of Object.entries(totals.ruleErrors))
    terminal.say(paint.red(`rule ${rule} failed on ${plural(count, 'event')}; its finding of rule health says why`));
  if (build.failures.length > 0)
    terminal.say(paint.red(`${plural(build.failures.length, 'rule')} did not compile and did not run`));
}
