import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { failedObjects } from '../../functions/redrive/failed-objects.ts';

function message(body: unknown, receiveCount = '1'): SQSEvent {
  const attributes = { ApproximateReceiveCount: receiveCount };
  // Of SQS's record, only what is read here.
  return { Records: [{ messageId: 'm', attributes, body: JSON.stringify(body) }] } as unknown as SQSEvent;
}

function created(...keys: string[]) {
  return { Records: keys.map(key => ({ s3: { bucket: { name: 'b' }, object: { key } } })) };
}

describe('the queue names the objects that failed', () => {
  it.each([
    { name: 'one object', body: created('failed/plain/x'), keys: ['failed/plain/x'] },
    { name: 'a key with spaces and signs', body: created('failed/a+b%2Bc'), keys: ['failed/a b+c'] },
    { name: "S3's own test message", body: { Event: 's3:TestEvent' }, keys: [] },
    { name: 'an object of quarantine', body: created('quarantine/failed/x', 'failed/y'), keys: ['failed/y'] },
  ])('$name', ({ body, keys }) => expect(failedObjects(message(body), 'failed/')).toMatchObject([{ keys }]));

  it('counts attempts as SQS does', () => {
    expect(failedObjects(message(created('failed/x'), '3'), 'failed/')).toMatchObject([{ messageId: 'm', attempt: 3 }]);
  });
});
