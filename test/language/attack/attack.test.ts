import { describe, expect, it } from 'vitest';
import { printRule } from '../../../lib/ir/index.ts';
import { attack, coverageOf, navigatorLayer, readStix } from '../../../lib/language/attack/index.ts';
import { bundle } from './bundle.ts';

const rule = `analytic: AN0676
id: 6f3a3a0e-7a53-4a53-9b3e-0c5d5b0f2d11
parameters:
  AllowedDBClients: [backup, etl]
  DumpFilePattern: ['*.sql', backup_*]
  TimeWindow: 30m
`;

describe('a template of an analytic is a rule', () => {
  it('with the analytic’s own parameters', () => {
    const [compiled] = attack.compile([{ path: 'r.yml', text: rule }], { values: {}, exceptions: {} });
    expect(compiled?.diagnostics).toEqual([]);
    const printed = compiled?.rule ? printRule(compiled.rule) : '';
    expect(printed).toContain('temporal within 30m, in any order');
    expect(printed).toContain('not');
    expect(printed).toContain('user.name is any of ("backup", "etl")');
    expect(printed).toContain('file.path like~ "backup_" */');
  });

  it('with guidance of the file’s own, else of the template', () => {
    const own = `${rule}why: It is all there is.\nlevel-reason: Backups do it too.\ntriage: [Ask.]\nresponse: [Stop it.]\n`;
    const [compiled] = attack.compile([{ path: 'r.yml', text: own }], { values: {}, exceptions: {} });
    expect(compiled?.rule?.meta.guidance).toEqual({
      why: 'It is all there is.',
      severityReason: 'Backups do it too.',
      triage: ['Ask.'],
      falsePositives: ['Backups by a user who is not in AllowedDBClients', 'Developers who move test data'],
      response: ['Stop it.'],
      references: [],
    });
  });

  it.each([
    {
      name: 'an analytic without a template',
      text: rule.replace('AN0676', 'AN0677'),
      message: /no template for the analytic AN0677/,
      line: 1,
    },
    {
      name: 'a parameter it does not have',
      text: rule.replace('TimeWindow', 'TimeWindows'),
      message: /no parameter TimeWindows; did you mean "TimeWindow"/,
      line: 6,
    },
    {
      name: 'a span that is none',
      text: rule.replace('30m', 'soon'),
      message: /TimeWindow is no time span: soon/,
      line: 6,
    },
    {
      name: 'a key it does not know',
      text: `${rule}levle: high\n`,
      message: /unknown key levle; did you mean "level"/,
      line: 7,
    },
    { name: 'no id', text: rule.replace(/^id:.*\n/m, ''), message: /needs an id/, line: 1 },
  ])('$name is said at its line', ({ text, message, line }) => {
    const [compiled] = attack.compile([{ path: 'r.yml', text }], { values: {}, exceptions: {} });
    expect(compiled?.status).toBe('error');
    expect(compiled?.diagnostics[0]?.message).toMatch(message);
    expect(compiled?.diagnostics[0]?.span.line).toBe(line);
  });
});

describe('coverage', () => {
  const knowledge = readStix(JSON.stringify(bundle));
  const [compiled] = attack.compile([{ path: 'r.yml', text: rule }], { values: {}, exceptions: {} });
  const rules = compiled?.rule ? [{ meta: compiled.rule.meta, sources: ['auditd', 'falco'] }] : [];

  it('reads techniques, analytics, their strategies, log sources and parameters; revoked ones are gone', () => {
    expect(knowledge.version).toBe('18.1');
    expect(knowledge.techniques.map(({ id }) => id)).toEqual(['T1213.006', 'T1486']);
    expect(knowledge.analytics.map(({ id, strategy, techniques }) => ({ id, strategy, techniques }))).toEqual([
      { id: 'AN0676', strategy: 'DET0242', techniques: ['T1213.006'] },
      { id: 'AN0679', strategy: 'DET0242', techniques: ['T1213.006'] },
    ]);
    expect(knowledge.analytics[0]?.parameters.map(({ name }) => name)).toEqual(['AllowedDBClients']);
  });

  it('tells what runs, what is near, and what nobody looks at', () => {
    const { techniques, analytics } = coverageOf(knowledge, rules, null);
    expect(techniques.map(({ technique, state }) => `${technique.id} ${state}`)).toEqual([
      'T1213.006 arriving',
      'T1486 not covered',
    ]);
    expect(analytics.map(({ rules: own, related }) => [own.length, related.length])).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('tells telemetry that arrives from what does not and what nobody reads', () => {
    const { techniques, analytics } = coverageOf(knowledge, rules, new Set(['cloudtrail']));
    expect(techniques[0]?.state).toBe('silent');
    expect(analytics.flatMap(({ logSources }) => logSources.map(({ name, state }) => `${name} ${state}`))).toEqual([
      'auditd:SYSCALL not arriving',
      'NSM:Flow not arriving',
      'AWS:CloudTrail arriving',
      'saas:collab unread',
    ]);
  });

  it('is a layer of the Navigator', () => {
    expect(navigatorLayer(coverageOf(knowledge, rules, null), 'weir')).toMatchObject({
      versions: { attack: '18', layer: '4.5' },
      domain: 'enterprise-attack',
      techniques: [{ techniqueID: 'T1213.006', score: 1 }],
    });
  });

  it.each([
    { name: 'no JSON', text: '{', message: /^not JSON/ },
    { name: 'no bundle', text: '{}', message: /no list of objects/ },
    { name: 'too old', text: '{"objects": []}', message: /since v18/ },
  ])('refuses what is $name', ({ text, message }) => expect(() => readStix(text)).toThrow(message));
});
