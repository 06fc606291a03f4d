import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printPredicate } from '../../../lib/ir/index.ts';
import { elastic } from '../../../lib/language/elastic/index.ts';
import { compileRules } from '../../../lib/language/index.ts';

const settings = { values: {}, exceptions: {} };

function compile(path: string, text: string) {
  return elastic.compile([{ path, text }], settings);
}

const rule = (lines: string) => `[metadata]
maturity = "production"

[rule]
rule_id = "r-1"
name = "A rule"
${lines}
`;

const kibana = (more: object) => ({
  rule_id: 'r-1',
  name: 'A rule',
  severity: 'high',
  risk_score: 73,
  type: 'query',
  language: 'kuery',
  query: 'process.name:mysql',
  ...more,
});

describe('a mistake is shown where it stands in the file', () => {
  it.each([
    { name: 'in a literal block', text: rule("type = \"eql\"\nquery = '''\nprocess where\n  a = 1\n'''"), at: [10, 5] },
    {
      name: 'in an escaped block',
      text: rule('type = "eql"\nquery = """\nprocess where a == "\\\\\\\\x" and\n  b = 1\n"""'),
      at: [10, 5],
    },
    { name: 'in one line', text: rule('type = "eql"\nquery = "process where a = 1"'), at: [8, 26] },
    { name: 'after an escape', text: rule('type = "eql"\nquery = "process where \\"x\\" = 1"'), at: [8, 30] },
    { name: 'in a key', text: rule('type = "quarry"\nquery = "a"'), at: [7, 1] },
    { name: 'in a severity', text: rule('type = "eql"\nseverity = "dire"\nquery = "any where true"'), at: [8, 1] },
    { name: 'in the TOML', text: rule('type = '), at: [7, 8] },
    { name: 'without a rule', text: '[rules]\n', at: [1, 1] },
  ])('$name', ({ text, at }) => {
    const [first] = compile('r.toml', text);
    const found = first?.diagnostics.find(one => one.level === 'error');
    expect([found?.span.line, found?.span.column]).toEqual(at);
    expect(first?.status).toBe('error');
    expect(first?.rule).toBeNull();
  });

  it('in a line of an export', () => {
    const query = 'process where "x" : "y" and a = 1';
    const text = `${JSON.stringify(kibana({}))}\n${JSON.stringify(kibana({ rule_id: 'r-2', type: 'eql', language: 'eql', query }))}\n`;
    const [, second] = compile('rules.ndjson', text);
    const [found] = second?.diagnostics ?? [];
    const line = text.split('\n')[1] ?? '';
    expect([found?.span.line, found?.span.column]).toEqual([2, line.indexOf(' = 1') + 2]);
  });
});

describe('what a rule says of itself', () => {
  const [compiled] = compile(
    'r.toml',
    rule(`type = "query"
language = "kuery"
query = "process.name:mysql"
author = ["A", "B"]
description = """
Two
lines.
"""
severity = "low"
risk_score = 21
tags = ["Domain: Endpoint"]
false_positives = ["A nightly job."]
references = ["https://example.org/"]
note = """## Triage and analysis

> A disclaimer.

### Possible investigation steps
- Look at **{{user.name}}**, see [the page](https://example.org/).
!{osquery{"query": "SELECT 1"}}

### Why it matters
A dump is all there is.

### Why this severity
Jobs do it too.

### False positive analysis
- Backups.

### Response and remediation
1. Isolate the host.

## Setup
Install things.
"""
[[rule.threat]]
framework = "MITRE ATT&CK"
[[rule.threat.technique]]
id = "T1059"
name = "x"
[[rule.threat.technique.subtechnique]]
id = "T1059.004"
[rule.threat.tactic]
id = "TA0002"
name = "Command and Control"`),
  );

  it('is kept', () => {
    expect(compiled?.rule?.meta).toMatchObject({
      id: 'r-1',
      title: 'A rule',
      description: 'Two lines.',
      severity: 'low',
      riskScore: 21,
      author: 'A, B',
      maturity: 'production',
      tags: ['Domain: Endpoint'],
      attack: { tactics: ['command-and-control'], techniques: ['T1059', 'T1059.004'] },
      guidance: {
        why: 'A dump is all there is.',
        severityReason: 'Jobs do it too.',
        triage: ['Look at {{user.name}}, see the page (https://example.org/).'],
        falsePositives: ['A nightly job.', 'Backups.'],
        response: ['Isolate the host.'],
        references: ['https://example.org/'],
      },
    });
  });
});

describe('Kibana’s exports', () => {
  const items = [
    {
      list_id: 'l',
      type: 'simple',
      name: 'backup',
      entries: [{ field: 'user.name', type: 'match', operator: 'included', value: 'backup' }],
    },
    {
      list_id: 'l',
      type: 'simple',
      name: 'both',
      os_types: ['linux'],
      entries: [
        { field: 'process.args', type: 'wildcard', operator: 'included', value: '*--help*' },
        { field: 'host.name', type: 'match_any', operator: 'excluded', value: ['db-1', 'db-2'] },
        { field: 'process.parent.name', type: 'exists', operator: 'included' },
      ],
    },
    {
      list_id: 'other',
      type: 'simple',
      name: 'of another rule',
      entries: [{ field: 'x', type: 'match', operator: 'included', value: 'y' }],
    },
  ];
  const text = [kibana({ exceptions_list: [{ list_id: 'l' }] }), ...items, { exported_count: 1 }]
    .map(one => JSON.stringify(one))
    .join('\n');

  it('are recognised, and their exceptions apply to the rules that name them', () => {
    const [compiled, ...others] = compileRules([{ path: 'export.ndjson', text }], settings);
    expect(others).toEqual([]);
    const { detection } = compiled?.rule ?? {};
    const where = detection?.kind === 'single' ? detection.events[0]?.where : undefined;
    expect(where === undefined ? '' : printPredicate(where)).toBe(
      [
        'all',
        '  process.name is "mysql"',
        '  not',
        '    any',
        '      user.name is "backup"',
        '      all',
        '        host.os.type is "linux"',
        '        process.args like * "--help" *',
        '        not host.name is any of ("db-1", "db-2")',
        '        process.parent.name exists',
      ].join('\n'),
    );
  });

  it('say what they are wrong about', () => {
    const [first, second] = compile(
      'x.ndjson',
      `${JSON.stringify(kibana({ rule_id: 'ok' }))}\n{"rule_id":\n"risk_score"`,
    );
    expect([first?.status, second?.status, second?.diagnostics[0]?.message]).toEqual([
      'ok',
      'error',
      'this line is no JSON object',
    ]);
  });

  it('take new terms and thresholds as Kibana spells them', () => {
    const [terms] = compile(
      'x.ndjson',
      JSON.stringify(kibana({ type: 'new_terms', new_terms_fields: ['user.name'], history_window_start: 'now-30d' })),
    );
    expect(terms?.rule?.detection).toMatchObject({ kind: 'first-seen', historyDays: 30 });
    const [threshold] = compile(
      'x.ndjson',
      JSON.stringify(kibana({ type: 'threshold', threshold: { field: [], value: 3, cardinality: [] } })),
    );
    expect(threshold?.rule?.detection).toMatchObject({
      kind: 'aggregate',
      inputs: [{ key: [] }],
      span: 9 * 60_000_000,
    });
  });
});

describe('what cannot be done is an error', () => {
  it.each([
    ['a history that is too long', { type: 'new_terms', new_terms_fields: ['a'], history_window_start: 'now-60d' }],
    ['too many terms', { type: 'new_terms', new_terms_fields: ['a', 'b', 'c', 'd'], history_window_start: 'now-7d' }],
    ['no history', { type: 'new_terms', new_terms_fields: ['a'] }],
    ['a threshold without a value', { type: 'threshold', threshold: { field: 'a' } }],
    [
      'an indicator of two fields',
      {
        type: 'threat_match',
        threat_mapping: [
          {
            entries: [
              { field: 'a', value: 'b' },
              { field: 'c', value: 'd' },
            ],
          },
        ],
      },
    ],
    ['an unknown type', { type: 'oracle' }],
    ['a filter of another kind', { filters: [{ meta: {}, query: { script: { source: 'x' } } }] }],
    ['an unknown query language', { language: 'sql' }],
  ])('%s', (_, more) => {
    const [compiled] = compile('x.ndjson', JSON.stringify(kibana(more)));
    expect([compiled?.status, compiled?.rule]).toEqual(['error', null]);
    expect(compiled?.diagnostics.some(found => found.level === 'error')).toBe(true);
  });
});

describe('indicator lists', () => {
  it('are told with their size and their age', () => {
    const text = JSON.stringify(
      kibana({
        type: 'threat_match',
        threat_mapping: [{ entries: [{ field: 'destination.ip', type: 'mapping', value: 'threat.indicator.ip' }] }],
      }),
    );
    const [compiled] = elastic.compile([{ path: 'x.ndjson', text }], {
      values: { 'threat.indicator.ip': ['203.0.113.7', '203.0.113.8'] },
      exceptions: {},
      valuesReadAt: '2026-01-02T03:04:05Z',
    });
    expect(compiled?.diagnostics).toEqual([]);
    expect(compiled?.rule?.meta.description).toBe(
      'Indicators: threat.indicator.ip (2); lists read 2026-01-02T03:04:05Z.',
    );
  });
});

describe('no file makes it throw', () => {
  it('whatever its values', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const keys = [
      'type',
      'query',
      'language',
      'severity',
      'threshold',
      'new_terms',
      'threat',
      'filters',
      'exceptions_list',
      'alert_suppression',
      'threat_mapping',
      'note',
      'index',
      'from',
      'investigation_fields',
    ];
    const types = fc.constantFrom('eql', 'query', 'threshold', 'new_terms', 'threat_match');
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), value), types, (more, type) => {
        const [compiled] = compile(
          'x.ndjson',
          JSON.stringify({ ...kibana({ type }), ...more, rule_id: 'r', type: more.type ?? type }),
        );
        if (compiled !== undefined) expect(compiled.rule === null).toBe(compiled.status === 'error');
      }),
      { numRuns: 300 },
    );
  });

  it('whatever its text', () => {
    fc.assert(fc.property(fc.string(), text => void compile('x.toml', `[rule]\n${text}`)));
    fc.assert(fc.property(fc.string(), text => void compile('x.ndjson', text)));
  });
});
