import { describe, expect, it } from 'vitest';
import type { Route } from '../../../lib/ir/index.ts';
import { printRule } from '../../../lib/ir/index.ts';
import { languageOf } from '../../../lib/language/index.ts';
import { sigma } from '../../../lib/language/sigma/index.ts';
import { compiled, itemRule, ruleWith } from './compiled.ts';

const ruleOf = (text: string) => {
  const [first] = compiled(text);
  if (first?.rule === null || first?.rule === undefined) throw new Error(JSON.stringify(first?.diagnostics));
  return first.rule;
};

describe('what a rule says about itself', () => {
  const text = `title: Dump tool
id: 7d1b2d6e-54ab-4c9c-9f2f-0d7c8f6d9a11
name: dump_tool
status: test
level: high
description: A dump of {{ db.name }}
author: us
tags: [attack.t1005, attack.T1213.006, attack.credential_access, attack.g0016, cve.2024-1234, attack.collection]
references: [https://example.org/a]
falsepositives: [backups]
why: Whoever has {{ db.name }} has all of it
level-reason: Backups do it too
triage: ['Who ran it on {{ host.name }}?']
response: [Stop it]
fields: [User]
weir: {entity: [ComputerName, User], suppress: {for: 4h}}
logsource: {product: linux, category: process_creation}
detection:
  selection: {CommandLine|contains: mysqldump}
  condition: selection
`;

  it('is carried', () => {
    expect(ruleOf(text).meta).toMatchObject({
      id: '7d1b2d6e-54ab-4c9c-9f2f-0d7c8f6d9a11',
      name: 'dump_tool',
      title: 'Dump tool',
      severity: 'high',
      language: 'sigma',
      maturity: 'test',
      attack: { tactics: ['credential-access', 'collection'], techniques: ['T1005', 'T1213.006'] },
      guidance: {
        why: 'Whoever has {{ db.name }} has all of it',
        severityReason: 'Backups do it too',
        triage: ['Who ran it on {{ host.name }}?'],
        falsePositives: ['backups'],
        response: ['Stop it'],
        references: ['https://example.org/a'],
      },
      span: { path: 'rule.yml', line: 2, column: 5 },
    });
  });

  it('prints whole', () => {
    expect(printRule(ruleOf(text))).toBe(`rule 7d1b2d6e-54ab-4c9c-9f2f-0d7c8f6d9a11 (dump_tool) high
  single
    events of product linux and category process_creation
      CommandLine contains~ "mysqldump" [json]
    carry User = User
suppress per host.name = ComputerName, user.name = User and 4h
fields
  CommandLine = CommandLine, ecs process.command_line
  ComputerName = ComputerName, ecs host.name
  User = User, ecs user.name`);
  });
});

describe('suppression', () => {
  it.each([
    { weir: '', is: 'suppress per default entity and 1h' },
    { weir: 'weir: {suppress: off}', is: 'suppress off' },
    { weir: 'weir: {suppress: {for: off}}', is: 'suppress off' },
    { weir: 'weir: {suppress: {by: [User], for: 15m}}', is: 'suppress per user.name = User and 15m' },
    { weir: 'weir: {entity: [User]}', is: 'suppress per user.name = User and 1h' },
  ])('$weir', ({ weir, is }) => expect(printRule(ruleOf(`${itemRule('A: a')}${weir}\n`))).toContain(is));
});

describe('routing: a rule is offered the events of its log source', () => {
  const windows = (category: string) => ({ product: 'windows', category });
  it.each<{ logSource: string; route: Route }>([
    { logSource: 'product: linux', route: [{ product: 'linux' }] },
    { logSource: 'product: aws, service: cloudtrail', route: [{ product: 'aws', service: 'cloudtrail' }] },
    { logSource: 'category: database', route: [{ category: 'database' }] },
    { logSource: 'product: Windows, category: process_creation', route: [windows('process_creation')] },
    {
      logSource: 'product: windows, category: registry_event',
      route: ['registry_event', 'registry_add', 'registry_set', 'registry_delete', 'registry_rename'].map(windows),
    },
    {
      logSource: 'product: kubernetes, category: application, service: audit',
      route: [{ product: 'kubernetes', service: 'audit' }],
    },
    {
      logSource: 'category: network, service: dns',
      route: [{ category: 'network', service: 'dns' }, { category: 'dns' }, { category: 'dns_query' }],
    },
  ])('$logSource', ({ logSource, route }) => {
    const { detection } = ruleOf(ruleWith('s: {A: a}\ncondition: s', logSource));
    expect(detection.kind === 'single' && detection.events[0]?.route).toEqual(route);
  });
});

describe('field names are the vendor’s first, then ECS by the log source', () => {
  it.each([
    { logSource: 'product: windows', field: 'Image', names: 'Image = Image, ecs process.executable' },
    { logSource: 'product: aws', field: 'eventName', names: 'eventName = eventName, ecs event.action' },
    { logSource: 'category: webserver', field: 'cs-method', names: 'cs-method = cs-method, ecs http.request.method' },
    { logSource: 'category: dns', field: 'query', names: 'query = query, ecs dns.question.name' },
    { logSource: 'product: linux, service: auditd', field: 'exe', names: 'exe = exe, ecs process.executable' },
    { logSource: 'product: linux', field: 'exe', names: 'exe = exe' },
    { logSource: 'product: linux', field: 'process.name', names: 'process.name = process.name, ecs process.name' },
    { logSource: 'product: linux', field: 'output_fields', names: 'output_fields = output_fields' },
    { logSource: 'product: linux', field: '__proto__', names: '__proto__ = __proto__' },
    { logSource: 'product: linux', field: 'constructor', names: 'constructor = constructor' },
  ])('$field of $logSource', ({ logSource, field, names }) => {
    expect(printRule(ruleOf(ruleWith(`s: {${field}: a}\ncondition: s`, logSource)))).toContain(`fields\n  ${names}`);
  });

  it('under the taxonomy ecs they are ECS alone', () => {
    expect(printRule(ruleOf(`${itemRule('process.name: a')}taxonomy: ecs\n`))).toContain(
      'process.name = ecs process.name',
    );
  });

  it('Initiated is also what ECS calls the direction', () => {
    expect(printRule(ruleOf(itemRule("Initiated: 'true'")))).toContain(
      'first-of(Initiated, if(network.direction is~ any of ("egress", "outbound", "outgoing") [strings], "true", ',
    );
  });
});

describe('a bare query', () => {
  const settings = { values: {}, exceptions: {} };
  it.each([
    { query: '{CommandLine|contains: dump}', is: 'CommandLine contains~ "dump" [json]' },
    { query: 'A: a\nB: b', is: 'all\n        A is~ "a"\n        B is~ "b"' },
    { query: '{s: {A: a}, f: {B: b}, condition: s and not f}', is: 'all\n        A is~ "a"\n        not B is~ "b"' },
    { query: 'mimikatz', is: 'anything contains~ "mimikatz"' },
    { query: itemRule('A: a'), is: 'A is~ "a"' },
  ])('$query', ({ query, is }) => {
    const rule = sigma.compileQuery?.(query, settings).rule;
    expect(rule && printRule(rule)).toContain(is);
  });

  it.each(['{A|containz: x}', '{', '', 'a: [b'])('says what is wrong: %s', query => {
    expect(sigma.compileQuery?.(query, settings)).toMatchObject({ status: 'error', rule: null });
  });
});

describe('files', () => {
  it.each([
    { path: 'a.yml', text: itemRule('A: a'), is: 'sigma' },
    { path: 'a.yaml', text: 'title: C\ncorrelation:\n  type: temporal\n', is: 'sigma' },
    { path: 'a.yml', text: 'title: F\nlogsource: {}\nfilter:\n  rules: any\n', is: 'sigma' },
    { path: 'a.txt', text: itemRule('A: a'), is: undefined },
    { path: 'a.yml', text: 'services:\n  web: {}\n', is: undefined },
  ])('$path is $is', ({ path, text, is }) => expect(languageOf({ path, text })?.name).toBe(is));
});
