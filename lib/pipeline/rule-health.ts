import { type Decision, findingId } from '../correlation/index.ts';
import type { LogEvent, Micros } from '../event/index.ts';
import { eventView } from '../finding/index.ts';
import { noGuidance, type RuleMeta } from '../rule/index.ts';
import type { Immediate } from './collect-hits.ts';
import type { PreparedRule } from './prepared-rule.ts';
import { type Run, reasonOf } from './run.ts';
import { countOne } from './statistics.ts';

/** A rule that throws is found itself, once a day, so that nobody believes it watches. */
export function ruleHealth(rule: PreparedRule, event: LogEvent, error: unknown, run: Run): Immediate {
  const { meta } = rule.rule;
  countOne(run.statistics.ruleErrors, meta.id);
  const startOfDay = Math.floor(event.time / day) * day;
  const hit = {
    time: event.time,
    sequence: event.sequence,
    event: event.id,
    leg: 0,
    values: [],
    basis: 0,
    retracted: false,
  };
  run.events.set(event.id, eventView(event, run.ports.rules.tableOf(event.source)));
  const decision: Decision = {
    findingId: findingId(healthRuleId, meta.id, startOfDay),
    rule: healthRuleId,
    key: [meta.id],
    keyNames: ['rule'],
    hits: [hit],
    qualifiedAt: event.time,
    capped: true,
    late: false,
    holds: true,
    basis: { hits: 1, closed: false },
    closesAt: startOfDay + day,
    measures: { error: reasonOf(error).slice(0, longestReason) },
  };
  // Each property by name: those of a rule that is prepared late are no own properties, which `...` would leave behind.
  const { kind, version, plan, keeping, legs, legNames, slack } = rule;
  const health: PreparedRule = {
    ...{ id: healthRuleId, kind, version, plan, keeping, legs, legNames, slack },
    rule: { ...rule.rule, emits: true, meta: healthMeta(meta) },
    staged: false,
    feeds: [],
    keyNames: ['rule'],
  };
  return { rule: health, decision, records: new Set([event.origin.recordId]) };
}

export const healthRuleId = 'weir.rule-health';

const day: Micros = 86_400_000_000;
const longestReason = 500;

function healthMeta(meta: RuleMeta): RuleMeta {
  return {
    ...meta,
    id: healthRuleId,
    name: '',
    title: `Rule "${meta.title}" failed on an event`,
    description:
      'A rule threw an error while it was evaluated, so it may miss what it is there to find. The other rules were not affected.',
    severity: 'medium',
    language: 'weir',
    tags: [],
    attack: { tactics: [], techniques: [] },
    guidance: {
      ...noGuidance,
      triage: [
        `Run \`weir explain ${meta.id} EVENT\` with the event below.`,
        `The rule stands in ${meta.span.path}:${meta.span.line}.`,
      ],
      response: ['Correct the rule or disable it (`rules.disable` in weir.yml), and deploy.'],
    },
  };
}
