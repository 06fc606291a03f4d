import { describe, expect, it } from 'vitest';
import { style } from '../../../../cli/style.ts';
import { type MutatedRule, mutationReportText, mutations, totalsOf } from '../../../../cli/testing/mutation/index.ts';

const falco = (command: string, more: Record<string, string> = {}) =>
  JSON.stringify({
    output_fields: { 'proc.name': 'x', 'proc.exepath': '/usr/bin/x', 'proc.cmdline': command, ...more },
  });
const mutants = (name: string, ...logs: readonly string[]) =>
  mutations.find(mutation => mutation.name === name)?.mutants(logs) ?? [];

describe('a mutation does what somebody would who wants not to be found', () => {
  it.each([
    { name: 'rename binary', log: falco('x -a'), shows: '"proc.cmdline":"xq7 -a"' },
    {
      name: 'rename binary',
      log: 'type=SYSCALL a0=1 comm="curl" exe="/usr/bin/curl" key=1',
      shows: 'comm="xq7" exe="/usr/bin/xq7"',
    },
    { name: '/usr/bin/env', log: falco('curl x'), shows: '/usr/bin/env curl x' },
    { name: '/usr/bin/env', log: falco('sh -c curl x'), shows: 'sh -c /usr/bin/env curl x' },
    { name: 'path', log: falco('x -a'), shows: '/usr/local/sbin/x -a' },
    { name: 'quoting', log: falco('sh -c curl x; wget y'), shows: "c''url x; w''get y" },
    { name: 'extra spaces', log: falco('sh -c curl x'), shows: 'sh -c   curl  x' },
    { name: 'case', log: falco('psql -c copy t to program'), shows: 'psql -c COPY t to PROGRAM' },
    {
      name: 'case',
      log: "20261109 16:00:00,h,u,h,1,2,QUERY,d,'SELECT 1 INTO OUTFILE x',0",
      shows: "'select 1 into outfile x'",
    },
    {
      name: 'comments in statements',
      log: 'AUDIT: SESSION,1,1,READ,COPY,,,COPY t TO PROGRAM x',
      shows: 'COPY/**/ t TO PROGRAM/**/',
    },
    { name: 'split statements', log: falco('psql -c copy t'), shows: 'select 1; copy t' },
    { name: 'null field', log: falco('x'), shows: '"proc.exepath":null' },
  ])('$name: $shows', ({ name, log, shows }) => {
    expect(
      mutants(name, log)
        .flatMap(({ logs }) => logs)
        .join('\n'),
    ).toContain(shows);
  });

  it.each(['rename binary', 'quoting', 'extra spaces', 'case', 'null field'])(
    '%s leaves alone what it does not concern',
    name => expect(mutants(name, 'a line of text')).toEqual([]),
  );

  it('only logs that it concerns are changed, and all of them at once', () =>
    expect(mutants('/usr/bin/env', 'text', falco('a'), falco('b'))).toEqual([
      { detail: '', logs: ['text', falco('/usr/bin/env a'), falco('/usr/bin/env b')] },
    ]));

  it('fields go one by one', () =>
    expect(mutants('dropped field', falco('a', { 'user.name': 'u' })).map(({ detail }) => detail)).toEqual([
      'proc.exepath',
      'proc.name',
      'user.name',
    ]));
});

describe('the report', () => {
  const rules: readonly MutatedRule[] = [
    {
      rule: 'a.yml',
      title: 'A',
      tried: { quoting: 2, case: 1 },
      evasions: [{ mutation: 'quoting', detail: '', case: 'c', line: 7 }],
    },
    { rule: 'b.yml', title: 'B', tried: { case: 1 }, evasions: [] },
  ];
  it('says of each rule what evades it, and sums up', () =>
    expect([...mutationReportText({ rules, totals: totalsOf(rules) }, style(false))]).toEqual([
      'some  a.yml  2 of 3 mutants found',
      '      evaded by quoting, case at line 7',
      'all   b.yml  1 of 1 mutant found',
      'quoting  1 of 2 found (50%)',
      'case     2 of 2 found (100%)',
      '3 of 4 found (75%) of all mutants, in 2 rule files',
    ]));
});
