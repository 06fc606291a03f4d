import { describe, expect, it } from 'vitest';
import { tuneRule } from '../../lib/build/index.ts';
import { sampleRule } from './sample-rules.ts';

const rule = sampleRule('r');
const untouched = { severity: null, suppress: null, except: null } as const;

describe('a tuned rule', () => {
  it('is the rule itself where nothing is asked', () => {
    expect(tuneRule(rule, undefined)).toBe(rule);
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
    const tuned = tuneRule(rule, { severity: 'low', suppress: { kind: 'off' }, except: null });
    expect(tuned.detection).toBe(rule.detection);
  });
});
