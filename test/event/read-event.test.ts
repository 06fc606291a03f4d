import { expect, it } from 'vitest';
import { type EventParts, readEvent, revised } from '../../lib/event/index.ts';

const origin = { account: '', region: '', logGroup: '', logStream: '', file: '', line: 1, recordId: '' };
const parts: EventParts = {
  identify: () => 'x:1',
  time: 5,
  sequence: 0,
  arrival: 7,
  source: 'x',
  logSource: {},
  fields: { a: 1 },
  text: '{"a":1}',
  textHoldsFields: true,
  origin,
  host: undefined,
};

it('the id is worked out when first asked for, and once', () => {
  let asked = 0;
  const event = readEvent({ ...parts, identify: () => `x:${++asked}` });
  expect(asked).toBe(0);
  expect([event.id, event.id]).toEqual(['x:1', 'x:1']);
});

it('what is told otherwise is the same event', () => {
  const event = revised(readEvent(parts), { time: 6 });
  expect([event.id, event.time, event.fields]).toEqual(['x:1', 6, { a: 1 }]);
});

it('an event that is stored keeps its id', () =>
  expect(JSON.parse(JSON.stringify(readEvent(parts)))).toMatchObject({ id: 'x:1', time: 5, fields: { a: 1 } }));
