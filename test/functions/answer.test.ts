import { describe, expect, it } from 'vitest';
import { answer } from '../../functions/detect/answer.ts';

const record = (recordId: string) => ({ recordId, data: `data of ${recordId}`, bytes: new Uint8Array(), arrival: 0 });

describe('Firehose gets every record back as it came', () => {
  it.each([
    { outcome: { outcome: 'ok' }, archive: true, result: 'Ok' },
    { outcome: { outcome: 'ok' }, archive: false, result: 'Dropped' },
    { outcome: { outcome: 'control' }, archive: true, result: 'Dropped' },
    { outcome: { outcome: 'failed', cause: 'undecodable', reason: 'x' }, archive: false, result: 'ProcessingFailed' },
  ] as const)('$outcome.outcome, archiving $archive: $result', ({ outcome, archive, result }) => {
    const { records } = answer([record('a')], [{ recordId: 'a', ...outcome }], archive);
    expect(records).toEqual([{ recordId: 'a', result, data: 'data of a' }]);
  });

  it('keeps the order and the ids, and fails what has no outcome', () => {
    const { records } = answer([record('a'), record('b')], [{ recordId: 'b', outcome: 'ok' }], true);
    expect(records.map(({ recordId, result }) => [recordId, result])).toEqual([
      ['a', 'ProcessingFailed'],
      ['b', 'Ok'],
    ]);
  });
});
