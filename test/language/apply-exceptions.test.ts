import { describe, expect, it } from 'vitest';
import { printPredicate, printRule } from '../../lib/ir/index.ts';
import { compileRules } from '../../lib/language/index.ts';
import { ruleWith } from './sigma/compiled.ts';

const rule = ruleWith('selection:\n  A: x\ncondition: selection', 'product: aws');

function excepted(except: unknown, text = rule, id = 'test-id') {
  return compileRules([{ path: 'rule.yml', text }], { values: {}, exceptions: { [id]: except } }).find(
    found => found.id === id,
  );
}

function predicate(except: unknown): string {
  const detection = excepted(except)?.rule?.detection;
  return detection?.kind === 'single' ? detection.events.map(({ where }) => printPredicate(where)).join() : 'none';
}

const leavesOutBackup = 'all\n  A is~ "x"\n  not User is~ "backup"';

describe('an exception of weir.yml leaves out what it describes', () => {
  it.each([
    { name: 'fields alone', except: { User: 'backup' } },
    { name: 'a named search alone', except: { selection: { User: 'backup' } } },
    { name: 'a condition', except: { selection: { User: 'backup' }, condition: 'selection' } },
    {
      name: 'a filter that keeps the others',
      except: { selection: { User: 'backup' }, condition: 'not selection' },
    },
  ])('$name', ({ except }) => expect(predicate(except)).toBe(leavesOutBackup));

  it('several named searches: any of them', () => {
    expect(predicate({ a: { User: 'backup' }, b: { eventName: 'Describe*' } })).toBe(
      'all\n  A is~ "x"\n  not\n    any\n      User is~ "backup"\n      eventName starts~ "Describe"',
    );
  });

  it('field names mean what they mean in the log source of the rule', () => {
    const found = excepted({ eventName: 'x' })?.rule;
    expect(found && printRule(found)).toContain('eventName = eventName, ecs event.action');
  });

  it('every input of a correlation is narrowed', () => {
    const correlation = `title: C
id: corr
correlation: {type: event_count, rules: [test-id], group-by: [User], timespan: 5m, condition: {gte: 3}}
---
${rule}`;
    const found = excepted({ User: 'backup' }, correlation, 'corr')?.rule;
    expect(found && printRule(found)).toContain('not User is~ "backup"');
  });
});

describe('an exception that cannot be applied stops the rule', () => {
  it.each([
    { name: 'an unknown modifier', except: { 'User|containz': 'x' }, said: 'unknown modifier "containz"' },
    { name: 'an unknown search', except: { a: { User: 'x' }, condition: 'b' }, said: 'no search is called "b"' },
    { name: 'no fields', except: {}, said: 'this search holds nothing' },
    { name: 'not a map', except: 'User', said: 'this must be a map' },
  ])('$name', ({ except, said }) => {
    const found = excepted(except);
    expect(found?.status).toBe('error');
    expect(found?.diagnostics.map(({ message }) => message).join()).toContain(`in tune.test-id.except: ${said}`);
  });

  it('a rule that only looks at findings of others', () => {
    const chain = `title: Outer
id: outer
correlation: {type: event_count, rules: [inner], group-by: [User], timespan: 1h, condition: {gte: 2}}
---
title: Inner
id: inner
correlation: {type: event_count, rules: [test-id], group-by: [User], timespan: 5m, condition: {gte: 3}}
---
${rule}`;
    expect(excepted({ User: 'x' }, chain, 'outer')).toMatchObject({ status: 'error', rule: null });
  });
});
