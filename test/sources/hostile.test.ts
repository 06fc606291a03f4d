import { describe, expect, it } from 'vitest';
import { mutations, seeds } from './hostile.ts';
import { readEverything } from './read-everything.ts';

const read = (text: string) => readEverything(Buffer.from(text));

describe('no record crashes or stalls a reader', () => {
  it('the good ones reach every source', () => {
    const reached = new Set(seeds.flatMap(seed => read(seed).sources));
    expect([...reached].sort()).toEqual([
      'activity-stream',
      'auditd',
      'cloudtrail',
      'ecs',
      'falco',
      'guardduty',
      'json',
      'kubernetes-audit',
      'mysql-audit',
      'ocsf',
      'postgresql',
      'postgresql-json',
      'route53',
      'syslog',
      'text',
      'vpc-flow',
      'windows',
      'winlogbeat',
    ]);
  });
  it('10,000 mutations (npm run fuzz reads a million)', () => {
    const stream = mutations(20261121);
    for (let count = 0; count < 10_000; count++) read(stream.next().value ?? '');
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
  it.each([
    { name: 'ten megabytes in one string', text: `{"a":"${'x'.repeat(10_000_000)}"}` },
    { name: 'ten megabytes in one line', text: 'x'.repeat(10_000_000) },
    {
      name: 'ten megabytes of arguments',
      text: `type=EXECVE msg=audit(1.000:1): argc=9999999 ${'a0="x" '.repeat(1_000_000)}`,
    },
    {
      name: 'ten megabytes of quotes',
      text: `2026-11-21 01:50:36 UTC:[local]:a@b:[1]:LOG:  AUDIT: SESSION,1,2,READ,COPY,,,${'"'.repeat(10_000_000)}`,
    },
    {
      name: 'a statement of ten megabytes',
      text: `20261121 01:50:23,d,u,h,6,24,QUERY,c,'${"\\'".repeat(5_000_000)}',0`,
    },
    { name: 'deep nesting', text: `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}` },
    { name: 'the deepest that is parsed', text: `${'{"a":'.repeat(199)}1${'}'.repeat(199)}` },
    {
      name: 'names of JavaScript’s own',
      text: '{"__proto__":{"output_fields":{}},"constructor":{"prototype":{"x":1}},"toString":1,"rule":"x"}',
    },
    { name: 'lone surrogates and zeros', text: '{"a":"\\ud800","\\u0000":"\\u0000"}' },
    { name: 'many tabs', text: `2026-11-21 01:50:36 UTC:[local]:a@b:[1]:LOG:  statement: x${'\n\tx'.repeat(200_000)}` },
  ])('$name', ({ text }) => {
    const start = process.cpuUsage().user;
    read(text);
    expect((process.cpuUsage().user - start) / 1000).toBeLessThan(8_000);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});
