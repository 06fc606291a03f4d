import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recordOrdinals } from '../../lib/ingest/ordinal.ts';

const log = {
  json: null,
  envelope: null,
  cloudWatchId: '',
  timestamp: null,
  arrival: 0,
  origin: { account: '', region: '', logGroup: '', logStream: '', file: '', line: 0, recordId: '' },
};

// Long texts that differ in one place only: nearly all have one sample.
const text = fc
  .tuple(fc.nat(99), fc.constantFrom('a', 'b', 'c'))
  .map(([at, letter]) => `${'x'.repeat(at)}${letter}${'x'.repeat(99 - at)}`);

it('a log is numbered among those of its text, however alike the others are', () =>
  fc.assert(
    fc.property(fc.array(text, { maxLength: 60 }), texts => {
      const ordinal = recordOrdinals();
      const counts = new Map<string, number>();
      for (const each of [...texts, ...texts]) {
        const before = counts.get(each) ?? 0;
        counts.set(each, before + 1);
        expect(ordinal({ ...log, text: each })).toBe(before);
      }
    }),
  ));
