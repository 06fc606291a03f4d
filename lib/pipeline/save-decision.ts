import type { Decision } from '../correlation/index.ts';
import { makeFinding, type SaveOutcome } from '../finding/index.ts';
import type { Immediate } from './collect-hits.ts';
import { inTurns } from './in-turns.ts';
import type { PreparedRule } from './prepared-rule.ts';
import { failRecords, type Run, reasonOf } from './run.ts';
import { countOne } from './statistics.ts';

/** What of a rule its finding needs. */
export type SavedRule = Pick<PreparedRule, 'legNames' | 'staged'> & {
  readonly rule: Pick<PreparedRule['rule'], 'emits' | 'meta'>;
};

/** One decision as a finding in the sink. Rules that only feed others leave none. */
export async function saveDecision(rule: SavedRule, decision: Decision, run: Run): Promise<SaveOutcome> {
  const { findings, observer } = run.ports;
  observer.decision(decision);
  if (decision.capped && !decision.late) run.statistics.capped++;
  if (!rule.rule.emits) return 'created';
  const finding = makeFinding({
    rule: rule.rule.meta,
    decision,
    legNames: rule.legNames,
    events: run.events,
    staged: rule.staged,
    missing: [...(decision.missing ?? []), ...(decision.late ? [lateNotice] : [])],
  });
  const outcome = await findings.save(finding, decision.basis, run.now);
  if (outcome === 'created') {
    run.statistics.findings.created++;
    countOne(run.statistics.created, finding.severity);
  }
  if (outcome === 'updated') run.statistics.findings[decision.holds ? 'updated' : 'retracted']++;
  return outcome;
}

/** Decisions that need no state. What cannot be saved fails the records that it rests on. */
export async function saveDecisions(decisions: readonly Immediate[], run: Run): Promise<void> {
  await inTurns(decisions, async ({ rule, decision, records }) => {
    try {
      await saveDecision(rule, decision, run);
    } catch (error) {
      run.statistics.stateFailures++;
      failRecords(run, records, reasonOf(error));
    }
  });
}

const lateNotice =
  'These events arrived later than their source is waited for, so they were not correlated with others; the count is a lower bound.';
