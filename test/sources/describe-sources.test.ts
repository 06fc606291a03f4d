import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sigmaFieldsPage } from '../../docs/sigma-fields.ts';
import { guides } from '../../lib/sources/guides.ts';
import { describeSources, fieldTables, sources } from '../../lib/sources/index.ts';

const docs = join(import.meta.dirname, '..', '..', 'docs');

it('docs/sources.md is current (npm run docs writes it)', () =>
  expect(readFileSync(join(docs, 'sources.md'), 'utf8')).toBe(describeSources()));

it('docs/sigma-fields.md is current (npm run docs writes it)', () =>
  expect(readFileSync(join(docs, 'sigma-fields.md'), 'utf8')).toBe(sigmaFieldsPage()));

it.each(sources.map(({ name }) => name))('%s says what it is, what it cannot know and how to turn it on', name => {
  expect(guides[name]).toMatchObject({
    what: expect.stringMatching(/./),
    cannotKnow: expect.arrayContaining([expect.any(String)]),
    turnOn: expect.arrayContaining([expect.any(String)]),
  });
});

describe('the Falco rules print what weir reads', () => {
  const rules: readonly Record<string, string>[] = parse(readFileSync(join(docs, 'telemetry/falco-weir.yaml'), 'utf8'));
  const printed = rules.flatMap(rule =>
    [...(rule.output ?? '').matchAll(/%([a-z0-9_.]+(?:\[\d+\])?)/g)].map(found => found[1] ?? ''),
  );
  it('in fields that weir knows as Falco’s', () => {
    expect(printed.length).toBeGreaterThan(60);
    expect(printed.filter(name => !fieldTables.falco?.knowsVendorName(name))).toEqual([]);
  });
  it('and that Falco 0.44.1 documents, in outputs and in conditions', () => {
    const documented = new Set(readFileSync(join(import.meta.dirname, 'falco-0.44.1-fields.txt'), 'utf8').split('\n'));
    const conditions = rules.map(rule => rule.condition ?? '').join(' ');
    const asked = [...conditions.matchAll(/\b(?:evt|proc|fd|fs|user|group|container|k8s|thread)\.[a-z0-9_.]+/g)].map(
      String,
    );
    // `evt.arg.flags` and `proc.aname[2]`: a field with an argument.
    const name = (field: string): string => field.replace(/\[\d+\]$/, '').replace(/^evt\.arg\..*/, 'evt.arg');
    expect(asked.length).toBeGreaterThan(10);
    expect([...printed, ...asked].map(name).filter(field => !documented.has(field))).toEqual([]);
  });
  it('with the process, its parents, its session and its terminal in each', () => {
    const wanted = [
      'evt.type',
      'proc.name',
      'proc.exepath',
      'proc.cmdline',
      'proc.pid',
      'proc.ppid',
      'proc.pname',
      'proc.sid',
      'proc.tty',
      'user.name',
      'user.uid',
      'user.loginuid',
      'container.id',
    ];
    for (const { rule = '', output = '' } of rules.filter(each => each.rule !== undefined)) {
      expect([
        rule,
        wanted.filter(
          name => !output.includes(`%${name} `) && !output.includes(`%${name}\n`) && !output.endsWith(`%${name}`),
        ),
      ]).toEqual([rule, []]);
    }
  });
});
