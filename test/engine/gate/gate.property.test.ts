import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReferenceMatcher, type Gate, openGate } from '../../../lib/engine/index.ts';
import type { LogEvent } from '../../../lib/event/index.ts';
import { cloudtrailFields } from '../../../lib/sources/cloudtrail-fields.ts';
import { defaultSettings, readLog } from '../../../lib/sources/index.ts';
import { bundleOf, type Condition, logOf } from './cloudtrail.ts';
import { spelling, values } from './spellings.ts';

const declared = { source: 'cloudtrail', logSource: { product: 'aws', service: 'cloudtrail', categories: [] } };
const table = cloudtrailFields;

describe('what the gate keeps back, no rule can match', () => {
  it('however JSON spells it: escaped and spaced keys, keys twice, nesting, numbers, other alphabets', () => {
    let keptBack = 0;
    let matched = 0;
    fc.assert(
      fc.property(rules, fc.array(spelling, { minLength: 8, maxLength: 8 }), (where, texts) => {
        const bundle = bundleOf(where);
        const gate = openGate(bundle, table, declared);
        const matcher = createReferenceMatcher(bundle, [table]);
        for (const text of texts) {
          const isMatched = matcher.match(eventOf(text)).matched.length > 0;
          const mayMatch = gate === null || gate(text);
          if (isMatched) matched += 1;
          if (!mayMatch) keptBack += 1;
          expect(mayMatch || !isMatched).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
    // A gate that keeps nothing back, or rules that match nothing, would prove nothing.
    expect(keptBack).toBeGreaterThan(150);
    expect(matched).toBeGreaterThan(150);
  });

  it.each([
    { name: 'a number too great', how: 'equal', text: 'Infinity', log: '"eventName":1e999' },
    { name: 'a piece of it', how: 'contains', text: 'nfinit', log: '"eventName":1e999' },
    { name: 'a word of our own', how: 'contains', text: 'never', log: '"eventName":"Never"' },
    { name: 'a word that is no string', how: 'equal', text: 'false', log: '"eventName":false' },
    {
      name: 'an object with blanks',
      how: 'contains',
      text: '{"list":[false,"x"]}',
      log: '"eventName":{"list": [ false, "x"]}',
    },
    { name: 'a slash with an escape', how: 'equal', text: 'role/path', log: '"eventName":"role\\/path"' },
    {
      name: 'the second of two',
      how: 'equal',
      text: 'StopLogging',
      log: '"eventName":"x","event\\u004eame":"StopLogging"',
    },
    { name: 'a member of an array', how: 'equal', text: 'StopLogging', log: '"eventName" :\t[1,["StopLogging"]]' },
  ] as const)('$name passes', ({ how, text, log }) => {
    const bundle = bundleOf([{ field: 'eventName', how, text }]);
    expect(createReferenceMatcher(bundle, [table]).match(eventOf(logOf(log))).matched).toEqual([0]);
    expect(openGate(bundle, table, declared)?.(logOf(log)) ?? true).toBe(true);
  });

  it('and it rests where nearly all passes', () => {
    const gate = gateOf([{ field: 'eventName', how: 'equal', text: 'StopLogging' }]);
    const hit = logOf('"eventName":"StopLogging"');
    for (let log = 0; log < 600; log += 1) gate?.(hit);
    expect(gate?.(logOf('"eventName":"ListKeys"'))).toBe(true);
  });
});

it.each([
  { name: 'a rule without a literal', where: [{ field: 'eventName', how: 'exists', text: '' }] },
  { name: 'a rule about a computed field', where: [{ field: 'event.outcome', how: 'equal', text: 'failure' }] },
  { name: 'a rule that denies', where: [{ field: 'eventName', how: 'not', text: 'ListKeys' }] },
  { name: 'a rule about a number', where: [{ field: 'requestParameters.n', how: 'contains', text: '100000' }] },
] as const)('there is no gate before $name', ({ where }) => expect(gateOf(where)).toBeNull());

it('a rule whose fields the source never has asks for nothing', () =>
  expect(gateOf([{ field: 'process.name', how: 'equal', text: 'bash' }])?.(logOf('"x":"bash"'))).toBe(false));

const rules = fc.array(
  fc.record({
    field: fc.constantFrom(
      'eventName',
      'userIdentity.type',
      'requestParameters',
      'requestParameters.n',
      'event.action',
    ),
    how: fc.constantFrom<Condition['how']>('equal', 'contains', 'starts', 'ends', 'keyword', 'keyword'),
    text: values,
  }),
  { minLength: 1, maxLength: 2, size: 'xsmall' },
);

function gateOf(where: readonly Condition[]): Gate | null {
  return openGate(bundleOf(where), table, declared);
}

function eventOf(text: string): LogEvent {
  const { source, parsed } = readLog({ ...emptyLog, text, json: JSON.parse(text) }, defaultSettings);
  const [event] = parsed.outcome === 'events' ? parsed.events : [];
  if (event === undefined || source.name !== 'cloudtrail') throw new Error(`no event of CloudTrail: ${text}`);
  return event;
}

const emptyLog = {
  envelope: null,
  cloudWatchId: '',
  timestamp: null,
  arrival: 0,
  origin: { account: '', region: '', logGroup: '', logStream: '', file: '', line: 1, recordId: '' },
  ordinal: 0,
};
