import { silentRuleId } from '../correlation/index.ts';
import { noGuidance, type RuleMeta } from '../rule/index.ts';

/** What the finding of a silent source says. */
export const silentMeta: RuleMeta = {
  id: silentRuleId,
  name: '',
  title: 'Source {{ source }} fell silent',
  description:
    'Nothing of {{ source }} arrived for as long as `deploy.silentAfter` of weir.yml allows. Until it speaks again, no rule sees what happens there; the finding is then retracted by itself.',
  severity: 'medium',
  language: 'weir',
  maturity: 'stable',
  author: 'weir',
  tags: [],
  attack: { tactics: ['defense-evasion'], techniques: ['T1562'] },
  guidance: {
    ...noGuidance,
    triage: [
      'Is the host, the database or the agent down, or did somebody stop its logging (auditctl -e 0, a parameter group, a deleted trail)?',
      'Is the log group {{ log.group }} still there, does it get events, and is its subscription in place? `npm run canary -- --log-group …` tells.',
      'Who changed the logging? CloudTrail: StopLogging, DeleteTrail, DeleteSubscriptionFilter, ModifyDBParameterGroup, DeleteFlowLogs.',
    ],
    falsePositives: ['A source that is quiet by nature: give it a longer deploy.silentAfter, or 0s to leave it out.'],
    response: ['Restore the logging, and treat the time without it as unwatched.'],
  },
  span: { path: 'weir.yml', line: 1, column: 1, endLine: 1, endColumn: 1 },
};
