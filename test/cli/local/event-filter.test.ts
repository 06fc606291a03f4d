import { describe, expect, it } from 'vitest';
import { passesFilter } from '../../../cli/local/event-filter.ts';

const pattern = { dynamodb: { NewImage: { lastWrite: { S: ['content'] } } } };
const record = (text: string) => ({ eventName: 'MODIFY', dynamodb: { NewImage: { lastWrite: { S: text } } } });

describe('the filter of an event source mapping', () => {
  it.each([
    { name: 'a value of the list passes', value: record('content'), passes: true },
    { name: 'another value does not', value: record('progress'), passes: false },
    { name: 'a missing field does not', value: { dynamodb: {} }, passes: false },
    { name: 'a removal without an image does not', value: { dynamodb: { Keys: {} } }, passes: false },
  ])('$name', ({ value, passes }) => expect(passesFilter(pattern, value)).toBe(passes));

  it('refuses an operator that it does not know, rather than letting all pass', () =>
    expect(() => passesFilter({ a: [{ prefix: 'x' }] }, { a: 'xy' })).toThrow('not known'));
});
