import { describe, expect, it } from 'vitest';
import { tuneRule as tuneWith } from '../../lib/build/index.ts';
import type { RuleTuning } from '../../lib/config/index.ts';
import { ruleVersion } from '../../lib/engine/index.ts';
import type { Rule } from '../../lib/ir/index.ts';
import { sampleRule } from './sample-rules.ts';

const rule = sampleRule('r');
const asRulesSay: Parameters<typeof tuneWith>[2] = { baselineLearnDays: null, baselineFreezeDays: null };
const tuneRule = (given: Rule, tuning: RuleTuning | undefined, days = asRulesSay) => tuneWith(given, tuning, days);
const untouched = {
  severity: null,
  suppress: null,
  except: null,
  baseline: null,
  onlyDuring: [],
  notDuring: [],
  expect: null,
} as const;

describe('a tuned rule', () => {
  it('is the rule itself where nothing is asked', () => {
    expect(tuneRule(rule, undefined)).toEqual(rule);
    expect(tuneRule(rule, untouched)).toEqual(rule);
  });

  it('takes the severity of the configuration', () =>
    expect(tuneRule(rule, { ...untouched, severity: 'critical' }).meta.severity).toBe('critical'));

  it('makes a finding per event where suppression is off', () =>
    expect(tuneRule(rule, { ...untouched, suppress: { kind: 'off' } }).suppression).toEqual({ kind: 'off' }));

  it('merges by the fields named, and keeps the period where none is', () => {
    const tuned = tuneRule(rule, {
      ...untouched,
      suppress: { kind: 'period', by: ['host.name'], periodSeconds: null },
    });
    const by = [{ name: 'host.name', missing: 'null' }];
    expect(tuned.suppression).toMatchObject({ kind: 'period', period: 3_600_000_000, by });
  });

  it('merges for the time asked, and keeps the fields of the rule', () => {
    const tuned = tuneRule(rule, { ...untouched, suppress: { kind: 'period', by: [], periodSeconds: 600 } });
    expect(tuned.suppression).toEqual({ kind: 'period', by: [], period: 600_000_000 });
  });

  it('never changes what is detected', () => {
    const tuned = tuneRule(rule, { ...untouched, severity: 'low', suppress: { kind: 'off' } });
    expect(tuned.detection).toBe(rule.detection);
  });

  it.each([
    { name: 'as it says itself', tuning: {}, days: {}, learns: [1, 7] },
    { name: 'as is said for all', tuning: {}, days: { baselineFreezeDays: 3 }, learns: [1, 3] },
    { name: 'as is said for it', tuning: { learnDays: 14 }, days: { baselineLearnDays: 2 }, learns: [14, 7] },
    { name: 'without a freeze', tuning: { freezeDays: 0 }, days: { baselineFreezeDays: 3 }, learns: [1, 0] },
  ])('learns $name, and keeps what it has learned', ({ tuning, days, learns }) => {
    const baseline = { since: '', learnDays: null, freezeDays: null, ...tuning };
    const tuned = tuneRule(newTerms, { ...untouched, baseline }, { ...asRulesSay, ...days });
    expect(tuned.detection).toMatchObject({ learningDays: learns[0], freezeDays: learns[1] });
    expect(ruleVersion(tuned)).toBe(ruleVersion(newTerms));
  });
});

const newTerms: Rule = {
  ...rule,
  detection: {
    kind: 'first-seen',
    input: { name: '', from: { kind: 'events', route: [], where: { op: 'always' } }, key: [], values: [] },
    historyDays: 10,
    learningDays: 1,
    freezeDays: 7,
  },
};
