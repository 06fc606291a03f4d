import { describe, expect, it } from 'vitest';
import { compareRules, createContext, emptySettings } from '../../../lib/engine/index.ts';
import type { Rule } from '../../../lib/ir/index.ts';
import { compileRules } from '../../../lib/language/index.ts';
import { mutantsOf } from './mutants.ts';
import { shippedRules } from './shipped-rules.ts';

const context = createContext(emptySettings);

describe('two rules are told apart by an event', () => {
  it.each([
    { name: 'another literal', first: 'a == "x"', second: 'a == "y"' },
    { name: 'another field', first: 'a == "x"', second: 'b == "x"' },
    { name: 'another operator', first: 'a contains "x"', second: 'a startswith "x"' },
    { name: 'another case', first: 'a == "x"', second: 'a =~ "x"' },
    { name: 'one condition less', first: 'a == "x" and b == "y"', second: 'a == "x"' },
    { name: 'a missing field', first: 'a != "x"', second: 'isnotempty(a) and a != "x"' },
    { name: 'a bound', first: 'a > 5', second: 'a >= 5' },
  ])('$name', ({ first, second }) => {
    const { search } = compareRules(query(first), query(second), context);
    expect(search.difference).not.toBeNull();
  });

  it('equal meanings in other words are not', () => {
    const first = query('not(a == "x" or b == "y")');
    const second = query('a != "x" and b != "y"');
    expect(compareRules(first, second, context, 5000).search).toEqual({ tried: 5000, difference: null });
  });

  it('the event is as small as the difference', () => {
    const first = query('a == "x" and b == "y" and c == "z"');
    const { search } = compareRules(first, query('a == "x" and b == "y"'), context);
    expect(search.difference?.matchedBy).toBe('second');
    expect([...(search.difference?.event.values.keys() ?? [])].sort()).toEqual(['vendor:Type', 'vendor:a', 'vendor:b']);
  });
});

it('the known translation of a rule about what the MySQL daemon writes asks the wrong field', () => {
  const sigma = `title: Daemon writes
id: 9f1c2f0e-1b1f-4c53-8a3e-6a3a3d1a7f10
logsource: { category: file_event, product: windows }
detection:
  selection: { Image|endswith: '\\mysqld.exe', TargetFilename|endswith: ['.dll', '.exe'] }
  condition: selection
level: high
`;
  const kusto = `id: 5f0e9f1c-1b1f-4c53-8a3e-6a3a3d1a7f11
name: Daemon writes
queryFrequency: 1h
triggerOperator: gt
triggerThreshold: 0
query: |
  imFileEvent
  | where TargetFilePath endswith "\\\\mysqld.exe" and (TargetFilePath endswith ".dll" or TargetFilePath endswith ".exe")
`;
  const [first, second] = compileRules(
    [
      { path: 'a.yml', text: sigma },
      { path: 'b.yaml', text: kusto },
    ],
    { values: {}, exceptions: {} },
  ).map(compiled => compiled.rule);
  if (!first || !second) throw new Error('both rules compile');
  const comparison = compareRules(first, second, context);
  expect(comparison.fields.first).toEqual(['process.executable']);
  expect(comparison.search.difference).not.toBeNull();
});

it('of a hundred mutants of shipped rules, at least 95 are told apart', () => {
  const mutants = shippedRules().flatMap(rule => mutantsOf(rule).map(mutant => ({ rule, mutant })));
  const sample = Array.from({ length: 100 }, (_, at) => mutants[Math.floor((at * mutants.length) / 100)]);
  const missed = sample.flatMap(each => {
    if (each === undefined) throw new Error('fewer mutants than that');
    const { rule, mutant } = each;
    const { search } = compareRules(rule, mutant.rule, context, 2000);
    return search.difference === null ? [`${rule.meta.title}: ${mutant.edit}`] : [];
  });
  expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(5);
});

function query(condition: string): Rule {
  const [compiled] = compileRules([{ path: 'q.kql', text: `T | where ${condition}` }], { values: {}, exceptions: {} });
  if (!compiled?.rule) throw new Error(JSON.stringify(compiled?.diagnostics));
  return compiled.rule;
}
