import { describe, expect, it } from 'vitest';
import { coverageText } from '../../../cli/attack/coverage-text.ts';
import { style } from '../../../cli/style.ts';
import { printRule } from '../../../lib/ir/index.ts';
import {
  attack,
  carrying,
  coverageOf,
  navigatorLayer,
  readStix,
  templates,
} from '../../../lib/language/attack/index.ts';
import { sources } from '../../../lib/sources/index.ts';
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
    expect(printed).toContain('linked within 30m');
    expect(printed).toContain('not');
    expect(printed).toContain('user.name is~ any of ("backup", "etl")');
    expect(printed).toContain('file.path like~ "backup_" */');
  });

  it('with guidance of the file’s own, else of the template', () => {
    const own = `${rule}why: It is all there is.\nlevel-reason: Backups do it too.\ntriage: [Ask.]\nresponse: [Stop it.]\n`;
    const [compiled] = attack.compile([{ path: 'r.yml', text: own }], { values: {}, exceptions: {} });
    expect(compiled?.rule?.meta.guidance).toEqual({
      why: 'It is all there is.',
      severityReason: 'Backups do it too.',
      triage: ['Ask.'],
      falsePositives: [
        'Backups and exports by an account that is in neither AllowedDBClients nor DatabaseAdmins',
        'Developers who move test data',
      ],
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
    expect([knowledge.version, knowledge.domain]).toEqual(['18.1', 'enterprise-attack']);
    expect(knowledge.techniques.map(({ id }) => id)).toEqual(['T1213', 'T1213.006', 'T1486']);
    expect(knowledge.analytics.map(({ id, platforms }) => `${id} ${platforms.join()}`)).toEqual([
      'AN0676 Linux',
      'AN0677 Windows',
      'AN0678 macOS',
      'AN0679 IaaS',
      'AN0680 SaaS',
    ]);
    expect(knowledge.analytics[0]).toMatchObject({
      strategy: 'DET0242',
      strategyName: 'Database dumps',
      techniques: ['T1213.006'],
      logSources: [
        { name: 'auditd:SYSCALL', channel: 'None', component: 'Process Creation' },
        { name: 'NSM:Flow', channel: 'None', component: 'Network Traffic Flow' },
      ],
    });
    expect(knowledge.components.map(({ id, logSources }) => `${id} ${logSources.join(' ')}`)).toEqual([
      'DC0032 WinEventLog:Sysmon auditd:SYSCALL macos:unifiedlog',
      'DC0038 AWS:CloudTrail saas:collab',
      'DC0078 AWS:VPCFlowLogs NSM:Flow',
      'DC0099 saas:collab',
    ]);
  });

  it("a template's parameters are its analytic's mutable elements, and what else its paragraph leaves to the site", () => {
    const published = new Map(
      knowledge.analytics.map(({ id, parameters }) => [id, parameters.map(({ name }) => name)]),
    );
    for (const { analytic, parameters } of templates)
      expect(Object.keys(parameters)).toEqual(expect.arrayContaining(published.get(analytic) ?? ['no such analytic']));
  });

  it('tells what runs, what is near, and what nobody looks at', () => {
    const { techniques, analytics } = coverageOf(knowledge, rules, null);
    expect(techniques.map(({ technique, state }) => `${technique.id} ${state}`)).toEqual([
      'T1213 not covered',
      'T1213.006 arriving',
      'T1486 not covered',
    ]);
    // The siblings are of the same technique, and no rule is theirs.
    expect(analytics.map(({ analytic, rules: own, related }) => [analytic.id, own.length, related.length])).toEqual([
      ['AN0676', 1, 0],
      ['AN0677', 0, 1],
      ['AN0678', 0, 1],
      ['AN0679', 0, 1],
      ['AN0680', 0, 1],
    ]);
  });

  it('tells telemetry that arrives from what does not and what nobody reads', () => {
    const { techniques, analytics, components } = coverageOf(knowledge, rules, new Set(['cloudtrail']));
    expect(techniques[1]?.state).toBe('silent');
    expect(analytics.flatMap(({ logSources }) => logSources.map(({ name, state }) => `${name} ${state}`))).toEqual([
      'auditd:SYSCALL not arriving',
      'NSM:Flow not arriving',
      'WinEventLog:Sysmon not arriving',
      'macos:unifiedlog unread',
      'AWS:CloudTrail arriving',
      'AWS:VPCFlowLogs not arriving',
      'saas:collab unread',
    ]);
    expect(components.map(({ component, state, analytics: count }) => `${component.id} ${state} ${count}`)).toEqual([
      'DC0032 not arriving 3',
      'DC0038 arriving 2',
      'DC0078 not arriving 2',
      'DC0099 unread 0',
    ]);
  });

  it('is said in text: what runs, what does not, and which telemetry would show it', () => {
    const found = coverageOf(knowledge, rules, new Set(['cloudtrail']));
    expect(coverageText(found, style(false)).join('\n')).toBe(`ATT&CK v18.1: 3 techniques, 5 analytics

1 techniques covered by rules, 1 of them without telemetry
  T1213.006  Databases  (1 rule)  no telemetry arrives

1 analytics run as rules
  AN0676  Database dumps (Linux)  by 6f3a3a0e-7a53-4a53-9b3e-0c5d5b0f2d11
          auditd:SYSCALL: not arriving; NSM:Flow: not arriving

4 analytics not covered, of techniques that other rules detect
  AN0677  Database dumps (Windows)
          WinEventLog:Sysmon: not arriving
  AN0678  Database dumps (macOS)
          macos:unifiedlog: unread
  AN0679  Database dumps (IaaS)
          AWS:VPCFlowLogs: not arriving
  AN0680  Database dumps (SaaS)
          saas:collab: unread

2 of 4 data components are shown by telemetry that arrives, or asked for by no analytic
     3  DC0032  Process Creation  not arriving: WinEventLog:Sysmon, auditd:SYSCALL
     2  DC0078  Network Traffic Flow  not arriving: AWS:VPCFlowLogs, NSM:Flow

6 log sources that analytics ask for are missing
     1  AWS:VPCFlowLogs  not arriving
     1  NSM:Flow  not arriving
     1  WinEventLog:Sysmon  not arriving
     1  auditd:SYSCALL  not arriving
     1  macos:unifiedlog  unread
     1  saas:collab  unread`);
  });

  it('every source that is said to carry a log source is one that weir reads', () => {
    expect([...carrying].filter(name => !sources.some(source => source.name === name))).toEqual([]);
  });

  it('is a layer of the Navigator, in which the parent of a sub-technique is open', () => {
    expect(navigatorLayer(coverageOf(knowledge, rules, null), 'weir')).toEqual({
      name: 'weir',
      versions: { attack: '18', navigator: '5.1.0', layer: '4.5' },
      domain: 'enterprise-attack',
      description: expect.any(String),
      sorting: 3,
      hideDisabled: false,
      techniques: [
        {
          techniqueID: 'T1213.006',
          score: 1,
          comment: '6f3a3a0e-7a53-4a53-9b3e-0c5d5b0f2d11',
          enabled: true,
          showSubtechniques: false,
        },
        { techniqueID: 'T1213', enabled: true, showSubtechniques: true },
      ],
      gradient: { colors: ['#d7ecff', '#0b5cad'], minValue: 0, maxValue: 1 },
      legendItems: [expect.anything(), expect.anything()],
    });
  });

  it.each([
    { name: 'no JSON', text: '{', message: /^not JSON/ },
    { name: 'no bundle', text: '{}', message: /no list of objects/ },
    { name: 'too old', text: '{"objects": []}', message: /since v18/ },
  ])('refuses what is $name', ({ text, message }) => expect(() => readStix(text)).toThrow(message));
});
