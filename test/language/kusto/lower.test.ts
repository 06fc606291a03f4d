import { describe, expect, it } from 'vitest';
import { unboundedState } from '../../../lib/correlation/index.ts';
import { createContext, emptySettings, evaluatePredicate, recordRow } from '../../../lib/engine/index.ts';
import type { JsonObject } from '../../../lib/event/index.ts';
import { kusto } from '../../../lib/language/kusto/index.ts';
import { compile, isFound } from './queried.ts';

const context = createContext(emptySettings);

describe('a condition means what Kusto makes of it', () => {
  it.each<{ text: string; row: JsonObject; holds: boolean }>([
    { text: 'a == "X"', row: { a: 'X' }, holds: true },
    { text: 'a == "x"', row: { a: 'X' }, holds: false },
    { text: 'a =~ "x"', row: { a: 'X' }, holds: true },
    { text: 'a !~ "x"', row: { a: 'X' }, holds: false },
    { text: 'a != "x"', row: {}, holds: true },
    { text: 'a == ""', row: {}, holds: true },
    { text: 'isempty(a)', row: {}, holds: true },
    { text: 'isnotempty(a)', row: { a: 'x' }, holds: true },
    { text: 'isnull(a)', row: { a: 0 }, holds: false },
    { text: 'a > 5', row: {}, holds: false },
    { text: 'a > 5', row: { a: '7' }, holds: true },
    { text: 'a != 5', row: {}, holds: true },
    { text: 'a between (1 .. 3)', row: { a: 3 }, holds: true },
    { text: 'a !between (1 .. 3)', row: { a: 4 }, holds: true },
    { text: 'a in ("x", "y")', row: { a: 'Y' }, holds: false },
    { text: 'a in~ ("x", "y")', row: { a: 'Y' }, holds: true },
    { text: 'a !in ("x", "y")', row: {}, holds: true },
    { text: 'a in (dynamic(["x", 5]))', row: { a: 5 }, holds: true },
    { text: 'a has "dump"', row: { a: 'pg-dump -h' }, holds: true },
    { text: 'a has "dump"', row: { a: 'pg_dumpall' }, holds: false },
    { text: 'a has_cs "Dump"', row: { a: 'pg-dump' }, holds: false },
    { text: 'a has_any ("curl", "wget")', row: { a: '/usr/bin/CURL x' }, holds: true },
    { text: 'a has_all ("curl", "wget")', row: { a: 'curl' }, holds: false },
    { text: 'a hasprefix "pg"', row: { a: 'run pg_dump' }, holds: true },
    { text: 'a contains "DUMP"', row: { a: 'pg_dumpall' }, holds: true },
    { text: 'a contains_cs "DUMP"', row: { a: 'pg_dumpall' }, holds: false },
    { text: 'a !contains "dump"', row: {}, holds: true },
    { text: 'a startswith "/VAR"', row: { a: '/var/x' }, holds: true },
    { text: 'a endswith b', row: { a: 'x.SQL', b: '.sql' }, holds: true },
    { text: 'a matches regex @"^\\d+$"', row: { a: '123' }, holds: true },
    { text: 'a matches regex "(?i)^AB"', row: { a: 'abc' }, holds: true },
    { text: 'not(a == "x") and (b or c)', row: { a: 'y', c: true }, holds: true },
    { text: 'a == true', row: { a: 'True' }, holds: true },
    { text: 'a.b[1].c == "x"', row: { a: { b: [{}, { c: 'x' }] } }, holds: true },
    { text: 'a.b == "x"', row: { a: '{"b": "x"}' }, holds: true },
    { text: 'a["b c"] == "x"', row: { a: { 'b c': 'x' } }, holds: true },
    { text: 'strlen(a) + 1 == 4', row: { a: 'abc' }, holds: true },
    { text: 'toint(a) / 2 == 3', row: { a: '7' }, holds: true },
    { text: 'strcat(a, "-", b) == "x-"', row: { a: 'x' }, holds: true },
    { text: 'iff(a > 1, "big", "small") == "small"', row: { a: 1 }, holds: true },
    { text: 'coalesce(a, b, "none") == "x"', row: { a: '', b: 'x' }, holds: true },
    { text: 'coalesce(a, b) == 7', row: { b: 7 }, holds: true },
    { text: 'case(a == 1, "one", a == 2, "two", "many") == "two"', row: { a: 2 }, holds: true },
    { text: 'extract("user=(\\\\w+)", 1, a) == "ann"', row: { a: 'user=ann' }, holds: true },
    { text: 'tolower(split(a, "/")[1]) == "b"', row: { a: 'A/B' }, holds: true },
    { text: 'columnifexists("a", "none") == "x"', row: { a: 'x' }, holds: true },
    { text: 'ipv4_is_match(a, "10.0.0.0/8")', row: { a: '10.2.3.4' }, holds: true },
    { text: '"x" == a', row: { a: 'x' }, holds: true },
    { text: '5 < a', row: { a: 6 }, holds: true },
  ])('$text of $row is $holds', ({ text, row, holds }) => expect(evaluate(text, row)).toBe(holds));
});

describe('what has no meaning here is refused where it stands', () => {
  it.each([
    { query: 'T | where a ==', at: 15, message: 'missing expression' },
    { query: 'T | make-series count() on x step 1d', at: 5, message: 'the operator make-series is not supported' },
    { query: 'T | take 5', at: 5, message: 'take 5 takes any rows, and findings must not depend on chance' },
    { query: 'T | where frobnicate(a) == 1', at: 11, message: 'the function frobnicate() is not supported' },
    { query: 'T | project a | where b == 1', at: 23, message: 'nothing is called b here' },
    { query: 'T | where a has b', at: 11, message: 'has needs a constant on its right' },
    { query: 'T | join kind=odd (U) on a', at: 10, message: 'unknown kind of join odd' },
    { query: 'T | where a matches regex "("', at: 27, message: /^not a regular expression/ },
    { query: 'let x = 5;', at: 1, message: 'a query without rows' },
    { query: '', at: 1, message: /./ },
  ])('$query', ({ query, at, message }) => {
    const { diagnostics, status } = compile(query);
    expect(status).toBe('error');
    expect(diagnostics[0]?.message).toMatch(message);
    expect(diagnostics[0]?.span.column).toBe(at);
  });
});

describe('a query becomes what runs on a stream', () => {
  it('single events where it puts no rows together', () => {
    const { rule } = compile(
      'let who = "ann"; T | where a == who | extend b = strcat(a, "!") | where b == "ann!" | project b',
    );
    expect(rule?.detection.kind).toBe('single');
    expect(evaluate('a == "ann"', { a: 'ann' })).toBe(true);
  });

  it.each([
    {
      name: 'a time bound as long as the period says nothing',
      query: 'T | where TimeGenerated > ago(1h) | where a == 1',
      kind: 'single',
    },
    {
      name: 'a shorter one is looked at when the query runs',
      query: 'T | where TimeGenerated > ago(10m) | where a == 1',
      kind: 'query',
    },
    { name: 'summarize', query: 'T | summarize n = count() by a | where n > 3', kind: 'query' },
    { name: 'rows on the right of in', query: 'let bad = U | distinct ip; T | where ip in (bad)', kind: 'query' },
    {
      name: 'functions of rows',
      query: 'let f = (t: string, n: long) { table(t) | where a == n }; union (f("T", 1)), (f("U", 2))',
      kind: 'query',
    },
  ])('$name', ({ query, kind }) => {
    const { rule, diagnostics } = compile(query);
    expect(diagnostics).toEqual([]);
    expect(rule?.detection.kind).toBe(kind);
  });

  it('keeps its state by whom the query tells apart', () => {
    const { rule } = compile('T | where x == 1 | summarize n = count() by user = tolower(a), host | where n > 3');
    const detection = rule?.detection.kind === 'query' ? rule.detection : null;
    expect(detection?.inputs[0]?.key.map(({ name }) => name)).toEqual(['host']);
  });
});

describe('an analytics rule is read whole', () => {
  // The known translation of a Sigma rule about what the MySQL daemon writes; it asks the file instead of the process.
  const text = `id: 3ff0f9a1-5f0e-4d1d-9a9e-2f0f5a4f3c11
name: Server writes
severity: High
queryFrequency: 30m
queryPeriod: PT2H
triggerOperator: gt
triggerThreshold: 0
tactics: [CommandAndControl]
relevantTechniques: [T1505.001]
query: |
  imFileEvent
  | where TargetFilePath endswith "\\\\mysqld.exe"
entityMappings:
  - entityType: Account
    fieldMappings: [{ identifier: Name, columnName: ActorUsername }]
`;

  it('wrapper and query', () => {
    const [compiled] = kusto.compile([{ path: 'r.yaml', text }], { values: {}, exceptions: {} });
    expect(compiled?.diagnostics).toEqual([]);
    expect(compiled?.rule?.meta).toMatchObject({ severity: 'high', title: 'Server writes' });
    expect(compiled?.rule?.meta.attack).toEqual({ tactics: ['command-and-control'], techniques: ['T1505.001'] });
    expect(compiled?.rule?.suppression).toMatchObject({ kind: 'period', by: [{ name: 'user' }] });
  });

  it('is taken literally: the written file is asked, not who wrote it', () => {
    const [compiled] = kusto.compile([{ path: 'r.yaml', text }], { values: {}, exceptions: {} });
    const detection = compiled?.rule?.detection;
    const where = detection?.kind === 'single' ? detection.events[0]?.where : undefined;
    const row = { 'process.executable': 'C:\\db\\mysqld.exe', 'file.path': 'C:\\x\\evil.dll' };
    expect(where && evaluatePredicate(where, recordRow(row), context)).toBe(false);
    expect(where && evaluatePredicate(where, recordRow({ 'file.path': 'C:\\x\\mysqld.exe' }), context)).toBe(true);
  });

  it.each([
    { period: 'P40D', frequency: '1d', says: 'its span of 40 days is longer than 31' },
    { period: '14d', frequency: '1m', says: 'a period of 20160 runs' },
    { period: '14d', frequency: '1h', says: null },
  ])('a period of $period every $frequency: $says', ({ period, frequency, says }) => {
    const long = text
      .replace('PT2H', period)
      .replace('30m', frequency)
      .replace(/\| where .*/, '| summarize n = count() by TargetFilePath | where n > 9');
    const [compiled] = kusto.compile([{ path: 'r.yaml', text: long }], { values: {}, exceptions: {} });
    const refused = compiled?.diagnostics.map(({ message }) => message) ?? [];
    const unbounded = compiled?.rule ? unboundedState(compiled.rule) : [];
    expect([...refused, ...unbounded]).toEqual(says === null ? [] : [says]);
  });

  it.each([
    { operator: 'lt', threshold: 1, says: 'triggers on < 1 rows, which a run without any row fulfils' },
    { operator: 'equal', threshold: 0, says: 'triggers on == 0 rows, which a run without any row fulfils' },
    { operator: 'gt', threshold: 5, says: null },
  ])('a trigger of $operator $threshold: $says', ({ operator, threshold, says }) => {
    const triggered = text
      .replace('Operator: gt', `Operator: ${operator}`)
      .replace('Threshold: 0', `Threshold: ${threshold}`);
    const [compiled] = kusto.compile([{ path: 'r.yaml', text: triggered }], { values: {}, exceptions: {} });
    expect(compiled?.diagnostics.map(({ message }) => message)).toEqual(says === null ? [] : [says]);
  });

  it('points into the query', () => {
    const broken = text.replace('endswith', 'resembles');
    const [compiled] = kusto.compile([{ path: 'r.yaml', text: broken }], { values: {}, exceptions: {} });
    expect(compiled?.diagnostics[0]?.span).toMatchObject({ line: 12 });
  });
});

function evaluate(condition: string, row: JsonObject): boolean {
  return isFound(`T | where ${condition}`, row);
}
