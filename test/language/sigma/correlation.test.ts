import { describe, expect, it } from 'vitest';
import { printRule } from '../../../lib/ir/index.ts';
import type { CompiledRule } from '../../../lib/language/text/index.ts';
import { compiled, said } from './compiled.ts';

const rule = (name: string, level = 'low') => `---
title: Rule ${name}
id: id-${name}
name: ${name}
level: ${level}
logsource: {product: linux}
detection:
  search: {F: ${name}}
  condition: search
`;

const correlation = (body: string, id = 'corr', more = '') =>
  `title: Correlation\nid: ${id}\nname: name-${id}\n${more}correlation:\n${body.replace(/^/gm, '  ')}\n`;

/** The detection as it prints, without what every rule says alike. */
function detectionOf(found: CompiledRule | undefined): string {
  if (found?.rule === null || found?.rule === undefined)
    return JSON.stringify(found?.diagnostics.map(each => each.message));
  const lines = printRule(found.rule).split('\n');
  const end = lines.findIndex(line => line.startsWith('suppress'));
  return lines
    .slice(1, end)
    .map(line => line.slice(2))
    .join('\n');
}

const rules = rule('a') + rule('b', 'high') + rule('c');
const printed = (body: string) => detectionOf(compiled(correlation(body) + rules)[0]);

const inputA = `  input a
    events of product linux
      F is~ "a"
    by user.name = User`;
const inputB = inputA.replaceAll('input a', 'input b').replaceAll('"a"', '"b"');
const inputC = inputA.replaceAll('input a', 'input c').replaceAll('"a"', '"c"');

describe('the seven types', () => {
  it.each([
    {
      name: 'event_count counts events per group',
      body: 'type: event_count\nrules: [a]\ngroup-by: [User]\ntimespan: 1h\ncondition: {gte: 100}',
      is: `aggregate within 1h\n${inputA}\n  measure event_count = count()\n  having\n    event_count >= 100`,
    },
    {
      name: 'of several rules, within a range',
      body: 'type: event_count\nrules: [a, b]\ngroup-by: [User]\ntimespan: 90m\ncondition: {gt: 100, lte: 200}',
      is: `aggregate within 90m\n${inputA}\n${inputB}\n  measure event_count = count()\n  having\n    all\n      event_count > 100\n      event_count <= 200`,
    },
    {
      name: 'value_count counts distinct values',
      body: 'type: value_count\nrules: [a]\ngroup-by: [User]\ntimespan: 1d\ncondition: {field: Host, gte: 5}',
      is: `aggregate within 1d\n${inputA}\n    value 0 = Host\n  measure value_count = distinct(value 0)\n  having\n    value_count >= 5`,
    },
    {
      name: 'of several fields, distinct pairs',
      body: 'type: value_count\nrules: [a]\ngroup-by: [User]\ntimespan: 1d\ncondition: {field: [Host, Port], eq: 5}',
      is: `aggregate within 1d\n${inputA}\n    value 0 = Host\n    value 1 = Port\n  measure value_count = distinct(value 0, value 1)\n  having\n    value_count == 5`,
    },
    {
      name: 'value_sum',
      body: 'type: value_sum\nrules: [a]\ngroup-by: [User]\ntimespan: 1h\ncondition: {field: bytes, gt: 1000000}',
      is: `aggregate within 1h\n${inputA}\n    value 0 = bytes\n  measure value_sum = sum(value 0)\n  having\n    value_sum > 1000000`,
    },
    {
      name: 'value_avg',
      body: 'type: value_avg\nrules: [a]\ngroup-by: [User]\ntimespan: 1h\ncondition: {field: bytes, neq: 0.5}',
      is: `aggregate within 1h\n${inputA}\n    value 0 = bytes\n  measure value_avg = average(value 0)\n  having\n    value_avg != 0.5`,
    },
    {
      name: 'value_percentile',
      body: 'type: value_percentile\nrules: [a]\ngroup-by: [User]\ntimespan: 1h\ncondition: {field: bytes, percentile: 95, lt: 10}',
      is: `aggregate within 1h\n${inputA}\n    value 0 = bytes\n  measure value_percentile = percentile(value 0) at 95\n  having\n    value_percentile < 10`,
    },
    {
      name: 'temporal wants all of its rules',
      body: 'type: temporal\nrules: [a, b]\ngroup-by: [User]\ntimespan: 5m',
      is: `temporal within 5m, in any order\n${inputA}\n${inputB}\n  having\n    rules >= 2`,
    },
    {
      name: 'or as many as its condition says',
      body: 'type: temporal\nrules: [a, b, c]\ngroup-by: [User]\ntimespan: 5m\ncondition: {gte: 2}',
      is: `temporal within 5m, in any order\n${inputA}\n${inputB}\n${inputC}\n  having\n    rules >= 2`,
    },
    {
      name: 'temporal_ordered wants them in this order',
      body: 'type: temporal_ordered\nrules: [b, a]\ngroup-by: [User]\ntimespan: 5m',
      is: `temporal within 5m, in this order\n${inputB}\n${inputA}\n  having\n    rules >= 2`,
    },
    {
      name: 'the extended condition is a boolean expression of rules',
      body: 'type: temporal\nrules: [a, b, c]\ngroup-by: [User]\ntimespan: 5m\ncondition: a and (b or not c)',
      is: `temporal within 5m, in any order\n${inputA}\n${inputB}\n${inputC}\n  having\n    all\n      a is true\n      any\n        b is true\n        not c is true`,
    },
    {
      name: 'which may name the rules by itself',
      body: 'type: temporal\ngroup-by: [User]\ntimespan: 5m\ncondition: a and not b',
      is: `temporal within 5m, in any order\n${inputA}\n${inputB}\n  having\n    all\n      a is true\n      not b is true`,
    },
  ])('$name', ({ body, is }) => expect(printed(body)).toBe(is));

  it('a rule named twice is two inputs', () => {
    const body = 'type: temporal_ordered\nrules: [a, b, a]\ngroup-by: [User]\ntimespan: 5m';
    expect(printed(body)).toContain('input a#2');
    expect(printed(body)).toContain('rules >= 3');
  });
});

describe('references', () => {
  const counted = 'type: event_count\nrules: [REF]\ngroup-by: [User]\ntimespan: 1h\ncondition: {gte: 3}';

  it.each(['a', 'id-a'])('by name or id: %s', reference => {
    expect(printed(counted.replace('REF', reference))).toContain(`input ${reference}`);
  });

  it('what is referred to is not found by itself, unless generate says so', () => {
    const emits = (text: string) => compiled(text + rules).map(({ rule: found }) => found?.emits);
    expect(emits(correlation(counted.replace('REF', 'a')))).toEqual([true, false, true, true]);
    expect(emits(correlation(counted.replace('REF', 'a'), 'corr', 'generate: true\n'))).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('a correlation without a level is as severe as the worst of its rules', () => {
    const body = 'type: temporal\nrules: [a, b]\ngroup-by: [User]\ntimespan: 5m';
    expect(compiled(correlation(body) + rules)[0]?.rule?.meta.severity).toBe('high');
    expect(compiled(correlation(body, 'corr', 'level: critical\n') + rules)[0]?.rule?.meta.severity).toBe('critical');
  });

  it('a rule with errors takes the correlations over it along', () => {
    const text = correlation(counted.replace('REF', 'a')) + rule('a').replace('F: a', 'F|nonsense: a');
    expect(compiled(text).map(({ status }) => status)).toEqual(['error', 'error']);
    expect(said(text).join()).toContain('the rule "Rule a" has errors (rule.yml)');
  });
});

describe('aliases', () => {
  it('one group under a name of its own in each rule', () => {
    const body =
      'type: temporal\nrules: [a, b]\ngroup-by: [peer]\ntimespan: 10s\naliases:\n  peer: {a: destination.ip, b: source.ip}';
    const text = printed(body);
    expect(text).toContain('by peer = destination.ip');
    expect(text).toContain('by peer = source.ip');
  });
});

describe('chains', () => {
  const many = `---\n${correlation('type: event_count\nrules: [a]\ngroup-by: [User]\ntimespan: 10m\ncondition: {gte: 10}', 'many')}`;
  const chain = (groupBy: string) =>
    correlation(`type: temporal_ordered\nrules: [name-many, b]\ngroup-by: [${groupBy}]\ntimespan: 1h`);

  it('feed on the findings of a correlation, by its group', () => {
    expect(detectionOf(compiled(chain('User') + many + rules)[0])).toBe(
      `temporal within 1h, in this order
  input name-many
    findings of rule many
    by user.name = user.name
${inputB}
  having
    rules >= 2`,
    );
  });

  it('use their own group where the inner correlation has another', () => {
    const found = compiled(chain('ComputerName') + many + rules);
    expect(detectionOf(found[0])).toContain('findings of rule many by ComputerName\n    by host.name = host.name');
    const copy = found.find(({ id }) => id === 'many by ComputerName');
    expect(copy?.rule?.emits).toBe(false);
    expect(detectionOf(copy)).toContain('by host.name = ComputerName');
  });
});

describe('filters', () => {
  const filter = (body: string, logSource = '{product: linux}') =>
    `---\ntitle: Filter\nlogsource: ${logSource}\nfilter:\n${body.replace(/^/gm, '  ')}\n`;
  const narrowed = (text: string) => detectionOf(compiled(rule('a') + text)[0]);

  it.each([
    { name: 'by id', rules: '[id-a]' },
    { name: 'by name', rules: '[a]' },
    { name: 'every rule of the log source', rules: 'any' },
  ])('narrow a rule: $name', ({ rules: named }) => {
    const text = filter(`rules: ${named}\nadm: {User|startswith: adm_}\ncondition: not adm`);
    expect(narrowed(text)).toBe(
      'single\n  events of product linux\n    all\n      F is~ "a"\n      not User starts~ "adm_"',
    );
  });

  it('keep what they describe where nothing is negated', () => {
    expect(narrowed(filter('rules: [a]\nadm: {User: adm}\ncondition: adm'))).toContain('User is~ "adm"');
  });

  it('leave rules of other log sources alone', () => {
    const text = filter('rules: [a]\nadm: {User: adm}\ncondition: not adm', '{product: windows}');
    expect(narrowed(text)).not.toContain('adm');
  });

  it('narrow what correlations count', () => {
    const counted = correlation('type: event_count\nrules: [a]\ngroup-by: [User]\ntimespan: 1h\ncondition: {gte: 3}');
    const text = counted + rule('a') + filter('rules: [a]\nadm: {User: adm}\ncondition: not adm');
    expect(detectionOf(compiled(text)[0])).toContain('not User is~ "adm"');
  });

  it('are listed, without a rule of their own', () => {
    const found = compiled(rule('a') + filter('rules: [a]\nadm: {User: adm}\ncondition: not adm'))[1];
    expect(found).toMatchObject({ title: 'Filter', status: 'ok', rule: null });
  });
});

describe('the old aggregation becomes an aggregate', () => {
  it.each([
    { condition: 'search | count() > 5', has: 'measure event_count = count()\n  having\n    event_count > 5' },
    { condition: 'search | count() by User >= 5', has: 'by user.name = User\n  measure event_count = count()' },
    { condition: 'search | count(Host) by User = 5', has: 'value 0 = Host\n  measure value_count = distinct(value 0)' },
    { condition: 'search | sum(bytes) by User > 5', has: 'measure value_sum = sum(value 0)' },
    { condition: 'search | max(bytes) > 5', has: 'measure value_max = max(value 0)' },
  ])('$condition', ({ condition, has }) => {
    const text = rule('a').replace('condition: search', `timeframe: 5m\n  condition: ${condition}`);
    expect(detectionOf(compiled(text)[0])).toContain(has);
  });
});

describe('several documents of one file', () => {
  it('share what action: global says', () => {
    const text = `action: global
title: Shared
level: high
detection: {condition: s}
---
id: one
logsource: {product: linux}
detection: {s: {A: a}}
---
id: two
logsource: {product: windows}
detection: {s: {B: b}}
`;
    const found = compiled(text).filter(({ rule: own }) => own !== null);
    expect(found.map(({ id, title, rule: own }) => [id, title, own?.meta.severity])).toEqual([
      ['one', 'Shared', 'high'],
      ['two', 'Shared', 'high'],
    ]);
  });

  it('stand for themselves: a broken one does not cost the others', () => {
    const text = `${rule('a')}---\ntitle: [broken\n${rule('b')}`;
    expect(compiled(text).map(({ status }) => status)).toContain('ok');
  });
});
