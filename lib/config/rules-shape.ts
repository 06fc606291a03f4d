import { severities } from '../rule/index.ts';
import type { BaselineTuning, ExpectTuning, RulesConfig, RuleTuning, TuneSuppression } from './config.ts';
import { list, mapping, record } from './containers.ts';
import { duration, oneOf, text, whole } from './scalars.ts';
import type { Shape } from './shape.ts';
import { optional, plainMapping } from './variants.ts';

const dayOfCalendar = text(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'a day as YYYY-MM-DD');
const learnDays = optional(whole(1, 0, 90));
/** Frozen days are kept in state beside the history, so they are bounded as it is. */
const freezeDays = optional(whole(7, 0, 30));

export const rulesShape: Shape<RulesConfig> = record<RulesConfig>({
  paths: {
    shape: list(text(), ['rules']),
    says: 'Rule files and folders, relative to this file. The rules that ship lie in `rules`; name it to keep them.',
  },
  minLevel: { shape: oneOf(severities, 'informational'), says: 'Leave out rules below this severity.' },
  statuses: { shape: list(text()), says: 'Load only rules of these maturities (stable, test, experimental, …).' },
  disable: { shape: list(text()), says: 'Rule ids to leave out.' },
  staged: { shape: list(text()), says: 'Rule ids to evaluate and count; their findings are stored and never sent.' },
  skipInvalid: {
    shape: list(text()),
    says: 'Rule ids or paths that may fail to compile; they are left out. Any other failure stops the build.',
  },
  baselinesSince: {
    shape: dayOfCalendar,
    says: 'The day on which baselines begin to learn: from then on, for as long as a rule says, new terms are no findings. Left out, nothing is learned in silence.',
  },
  baselineLearnDays: {
    shape: learnDays,
    says: 'For so many days from then on new terms are learned and are no findings; left out, as each rule says.',
  },
  baselineFreezeDays: {
    shape: freezeDays,
    says: 'A term that made a finding is not learned from on that day and so many after it; left out, as each rule says, which is seven.',
  },
});

const baseline = optional(
  record<BaselineTuning>({
    since: { shape: dayOfCalendar, says: 'Instead of rules.baselinesSince: the day on which this rule was added.' },
    learnDays: { shape: learnDays, says: 'Instead of rules.baselineLearnDays.' },
    freezeDays: { shape: freezeDays, says: 'Instead of rules.baselineFreezeDays.' },
  }),
);

/** Longer than a week after its window began, nothing is waited for. */
const longestWait = 7 * 86_400;

const expect = optional(
  record<ExpectTuning>({
    window: { shape: text(), says: 'The window after whose every start it is expected.', required: true },
    withinSeconds: {
      key: 'within',
      shape: optional(duration(longestWait)),
      says: 'How soon; left out, as long as the window is open.',
    },
    by: { shape: list(text()), says: 'Fields for each of whose values it is expected, once they were seen.' },
    of: { shape: list(text()), says: 'Values of that field that are expected though they were never seen.' },
  }),
);

/** A finding's period is a day's at most useful length times a month: longer merges what nobody would connect. */
const longestPeriod = 30 * 86_400;

const period = record<{ by: readonly string[]; for: number | null }>({
  by: { shape: list(text()), says: 'Fields that make the entity: one finding for each of their values.' },
  for: { shape: optional(duration(longestPeriod)), says: 'How long repeated matches merge into one finding.' },
});

const suppress: Shape<TuneSuppression | null> = {
  schema: { oneOf: [{ enum: ['off', false] }, period.schema] },
  fallback: null,
  read: (node, report) => {
    if (node.kind === 'scalar') {
      if (node.value === null) return null;
      if (node.value === false || node.value === 'off') return { kind: 'off' };
    }
    const { by, for: periodSeconds } = period.read(node, report);
    return { kind: 'period', by, periodSeconds };
  },
};

export const tuneShape: Shape<Readonly<Record<string, RuleTuning>>> = mapping(
  record<RuleTuning>({
    severity: { shape: optional(oneOf(severities, 'medium')), says: "Instead of the rule's own severity." },
    suppress: { shape: suppress, says: '`off` for a finding per event, or which matches merge, and for how long.' },
    except: { shape: plainMapping, says: 'A Sigma filter: what it matches is not found by this rule.' },
    onlyDuring: { shape: list(text()), says: 'Windows: only what happens in one of them is found.' },
    notDuring: { shape: list(text()), says: 'Windows: what happens in one of them is not found.' },
    expect: {
      shape: expect,
      says: 'Turns the rule round: what it matches is expected, and its finding is that it did not come.',
    },
    baseline: { shape: baseline, says: 'How a rule of new terms learns.' },
  }),
);
