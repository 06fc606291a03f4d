import { describe, expect, it } from 'vitest';
import { fieldReport } from '../../lib/build/index.ts';
import { compileRules } from '../../lib/language/index.ts';
import { eventKinds } from '../../lib/sources/index.ts';
import { ruleWith } from '../language/sigma/compiled.ts';

function report(logSource: string, search: string) {
  const files = [{ path: 'rule.yml', text: ruleWith(`s:\n  ${search}\ncondition: s`, logSource) }];
  const rules = compileRules(files, { values: {}, exceptions: {} }).flatMap(({ rule }) =>
    rule === null ? [] : [rule],
  );
  return fieldReport(rules, eventKinds()).map(({ source, notEvaluable, missing }) => ({
    source,
    canFire: notEvaluable.length === 0,
    missing: missing.map(({ field }) => field),
  }));
}

describe('what each source cannot supply', () => {
  it.each([
    {
      logSource: 'product: linux, category: process_creation',
      search: 'ParentCommandLine: x\n  Hashes: y',
      said: [
        { source: 'falco', canFire: false, missing: ['Hashes'] },
        { source: 'auditd', canFire: false, missing: ['Hashes'] },
      ],
    },
    {
      logSource: 'product: linux, category: network_connection',
      search: '- SourceIp: 10.0.0.1\n  - Image: x',
      said: [
        { source: 'falco', canFire: true, missing: [] },
        { source: 'auditd', canFire: true, missing: [] },
      ],
    },
    {
      logSource: 'product: linux, service: auditd',
      search: 'type: EXECVE',
      said: [{ source: 'auditd', canFire: true, missing: [] }],
    },
    {
      logSource: 'product: windows, category: image_load',
      search: 'CommandLine: x',
      said: [
        { source: 'windows', canFire: false, missing: ['CommandLine'] },
        { source: 'winlogbeat', canFire: false, missing: ['CommandLine'] },
      ],
    },
    {
      logSource: 'product: okta, service: okta',
      search: 'eventtype: x',
      said: [{ source: null, canFire: true, missing: [] }],
    },
  ])('$logSource: $search', ({ logSource, search, said }) => expect(report(logSource, search)).toEqual(said));
});
