import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packHits, unpackHits } from '../../lib/aws/pack-hits.ts';
import { isRows } from '../../lib/aws/unpack-rows.ts';
import type { Hit } from '../../lib/correlation/index.ts';
import type { JsonValue } from '../../lib/event/index.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('', 'null', '__proto__', '\ud800', '["uuid","",""]'),
);
const id = fc.oneof(
  text,
  fc.uuid(),
  fc.tuple(text, fc.uuid(), text).map(parts => parts.join('')),
  fc.uuid().map(uuid => `cloudtrail:${uuid.replaceAll('-', '')}`),
  fc.uuid().map(uuid => uuid.toUpperCase()),
);
const value = fc.jsonValue({ maxDepth: 2 }).map(json => JSON.parse(JSON.stringify(json)) as JsonValue);
const start = 1_800_000_000_000_000;

const hit: fc.Arbitrary<Hit> = fc.record(
  {
    time: fc.integer({ min: 0, max: 3_600_000_000 }).map(after => start + after),
    sequence: fc.nat(3),
    event: id,
    leg: fc.nat(3),
    values: fc.array(value, { maxLength: 3 }),
    basis: fc.nat(5),
    retracted: fc.boolean(),
    evidence: fc.record({
      source: text,
      account: text,
      region: text,
      logGroup: text,
      logStream: text,
      fields: fc.dictionary(
        text.filter(name => name !== '__proto__'),
        value,
        { maxKeys: 4 },
      ),
    }),
  },
  { requiredKeys: ['time', 'sequence', 'event', 'leg', 'values', 'basis', 'retracted'] },
);

describe('packed hits', () => {
  it('come back as they were, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(hit, { maxLength: 12 }), hits => {
        expect(unpackHits(packHits(hits, start), start)).toEqual(hits);
      }),
    );
  });

  it('take some thirty bytes each where they are many', () => {
    const many = Array.from(
      { length: 1_000 },
      (_, index): Hit => ({
        time: start + index * 1_500,
        sequence: 0,
        event: `cloudtrail:111122223333/${hashes[index % hashes.length]}${String(index).padStart(8, '0')}`,
        leg: 0,
        values: ['ec2.amazonaws.com'],
        basis: 0,
        retracted: false,
        evidence: {
          source: 'cloudtrail',
          account: '111122223333',
          region: 'eu-central-1',
          logGroup: '',
          logStream: '',
          fields: { 'user.name': 'who', 'source.ip': `192.0.2.${index % 200}`, 'event.action': 'DescribeInstances' },
        },
      }),
    );
    expect(packHits(many, start).length).toBeLessThan(30_000);
  });

  it('that an earlier version wrote as rows are read after an upgrade', () => {
    fc.assert(
      fc.property(fc.array(hit, { minLength: 1, maxLength: 12 }), hits => {
        expect(unpackHits(rowsOf(hits), start)).toEqual(hits);
        expect(isRows(packHits(hits, start))).toBe(false);
      }),
    );
    const many = Array.from({ length: 5_000 }, (_, index) => ({
      ...plain,
      event: `${hashes[index % 3]}${index * 7919}`,
    }));
    expect(unpackHits(rowsOf(many), start)).toEqual(many);
    expect(unpackHits(deflateRawSync('[[21,"a",1]]'), start)).toEqual([
      { ...plain, time: start + 21, event: 'a', leg: 1 },
    ]);
  });

  it('of another format are refused by name', () => {
    const bytes = packHits([], start);
    bytes[0] = 9;
    expect(() => unpackHits(bytes, start)).toThrow('hits in a format (9)');
  });
});

const plain: Hit = { time: start, sequence: 0, event: '', leg: 0, values: [], basis: 0, retracted: false };

/** As hits were stored before they were packed by columns. */
function rowsOf(hits: readonly Hit[]): Uint8Array {
  const rows = hits.map(({ time, event, leg, sequence, values, basis, retracted, evidence }) => {
    const row = [time - start, event, leg, sequence, values, basis, retracted ? 1 : 0];
    return evidence === undefined ? row : [...row, evidence];
  });
  return deflateRawSync(JSON.stringify(rows));
}

const hashes = ['0d155b4e9a2d471d9e55c985', '39d947ab0336476abdec06f2', '5b08fd3b4671d7868969226b'];
