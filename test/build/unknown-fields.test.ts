import { describe, expect, it } from 'vitest';
import { noteUnknownFields } from '../../lib/build/unknown-fields.ts';
import { compileRules } from '../../lib/language/index.ts';
import { eventKinds } from '../../lib/sources/index.ts';
import { ruleWith } from '../language/sigma/compiled.ts';

function notes(logSource: string, searches: string): string[] {
  const files = [{ path: 'rule.yml', text: ruleWith(`s:\n  ${searches}\ncondition: s`, logSource) }];
  const compiled = compileRules(files, { values: {}, exceptions: {} });
  return noteUnknownFields(compiled, files, eventKinds())
    .flatMap(({ diagnostics }) => diagnostics)
    .filter(({ code }) => code === 'unsupplied-field')
    .map(({ span, message }) => `${span.line}:${span.column} ${message}`);
}

describe('a field that no source of the product supplies is pointed at', () => {
  it.each([
    {
      logSource: 'product: linux, category: process_creation',
      searches: '- LogonId: 1\n  - CommandLine: x',
      said: ['6:7 none of falco, auditd supplies the field "LogonId"'],
    },
    {
      logSource: 'product: aws, service: cloudtrail',
      searches: '- event name: x\n  - eventSource: y',
      said: ['6:7 none of cloudtrail supplies the field "event name"'],
    },
    { logSource: 'product: aws, service: cloudtrail', searches: 'requestParameters.anything.at.all: x', said: [] },
    { logSource: 'product: linux, category: network_connection', searches: "Initiated: 'true'", said: [] },
    { logSource: 'product: okta, service: okta', searches: 'whatever it is: x', said: [] },
    { logSource: 'category: process_creation', searches: '- Image: x\n  - Hashes: x', said: [] },
    {
      logSource: 'category: process_creation',
      searches: '- Image: x\n  - Whatever it is: x',
      said: ['7:7 none of falco, auditd, windows, winlogbeat supplies the field "Whatever it is"'],
    },
    {
      logSource: 'product: windows, category: image_load',
      searches: '- ImageLoaded: x\n  - CommandLine: x',
      said: ['7:7 none of windows, winlogbeat supplies the field "CommandLine"'],
    },
  ])('$logSource: $searches', ({ logSource, searches, said }) => expect(notes(logSource, searches)).toEqual(said));
});
