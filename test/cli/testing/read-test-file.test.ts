import { describe, expect, it } from 'vitest';
import { readTestFile } from '../../../cli/testing/read-test-file.ts';

const read = (text: string) => readTestFile({ path: 'rule.test.yml', text });

describe('a test file', () => {
  it('gives its cases, logs on one line each', () => {
    const file = read(`
- name: finds it
  source: falco
  config: {values: {admins: [ana]}}
  events:
    - log: {a: 1, b: "x y"}
    - at: 4m
      log: plain text
  expect: {findings: 2, severity: high, entity: {host: db-1}}
- events: [{log: x, at: "2026-01-02T03:04:05Z"}]
  expect: none
- file: attack.ndjson
  expect: {findings: 0}
`);
    expect(file.diagnostics).toEqual([]);
    expect(file.cases.map(({ span: _, ...rest }) => rest)).toEqual([
      {
        name: 'finds it',
        source: 'falco',
        configText: '{"values":{"admins":["ana"]}}',
        input: {
          from: 'events',
          events: [
            { log: '{"a":1,"b":"x y"}', at: null },
            { log: 'plain text', at: Date.UTC(2026, 0, 1, 0, 4) * 1000 },
          ],
        },
        expect: { findings: 2, severity: 'high', entity: { host: 'db-1' } },
      },
      {
        name: 'case at line 10',
        source: '',
        configText: '',
        input: { from: 'events', events: [{ log: 'x', at: Date.UTC(2026, 0, 2, 3, 4, 5) * 1000 }] },
        expect: { findings: 0, severity: null, entity: {} },
      },
      {
        name: 'case at line 12',
        source: '',
        configText: '',
        input: { from: 'file', path: 'attack.ndjson' },
        expect: { findings: 0, severity: null, entity: {} },
      },
    ]);
  });

  it.each([
    { name: 'no list', text: 'a: 1', says: 'a list of cases' },
    { name: 'an unknown key', text: '- {expct: none, events: []}', says: 'did you mean "expect"' },
    { name: 'nothing expected', text: '- events: [{log: a}]', says: 'what to expect' },
    { name: 'no input', text: '- expect: none', says: 'events or a file' },
    { name: 'two inputs', text: '- {expect: none, file: a, events: []}', says: 'not both' },
    { name: 'an event without log', text: '- {expect: none, events: [{at: 1s}]}', says: 'needs its log' },
    { name: 'a time that is none', text: '- {expect: none, events: [{log: a, at: soon}]}', says: 'is no time' },
    {
      name: 'a severity that is none',
      text: '- {expect: {findings: 1, severity: hot}, events: []}',
      says: 'is no severity',
    },
    { name: 'a count that is none', text: '- {expect: {findings: some}, events: []}', says: 'number of findings' },
    { name: 'broken YAML', text: '- {', says: '' },
  ])('says what is wrong with it: $name', ({ text, says }) => {
    const file = read(text);
    expect(file.cases).toEqual([]);
    expect(file.diagnostics.map(diagnostic => diagnostic.message).join('\n')).toContain(says);
    expect(file.diagnostics).not.toEqual([]);
  });
});
