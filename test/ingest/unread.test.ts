import { describe, expect, it } from 'vitest';
import { decodeRecord, defaultLimits, openedBy } from '../../lib/ingest/index.ts';

const record = '{"eventVersion":"1.08","userIdentity":{"type":"Root"},"eventName":"ListKeys"}';
const other = '{"rule":"x","output_fields":{}}';
const cloudWatch = (...messages: string[]) =>
  JSON.stringify({
    messageType: 'DATA_MESSAGE',
    logGroup: 'trail',
    logEvents: messages.map((message, at) => ({ id: `${at}`, timestamp: 1, message })),
  });

/** Each log as the source for which it was left alone, or what was read of it. */
function logsOf(text: string): readonly string[] {
  const context = { arrival: 1, recordId: 'r', account: '', region: '', unread: openedBy };
  const decoded = decodeRecord(Buffer.from(text), context, defaultLimits);
  if (decoded.outcome !== 'logs') throw new Error(decoded.outcome);
  return decoded.logs.map(({ unread, json, text: of }) => unread ?? (json === null ? of : Object.keys(json).join()));
}

const read = 'eventVersion,userIdentity,eventName';

describe('a log that nobody wants is left as text, if it surely is one log alone', () => {
  it.each([
    { name: 'a line', text: record, logs: ['cloudtrail'] },
    {
      name: 'a line among others',
      text: `${other}\n${record}\r\n${other}`,
      logs: ['rule,output_fields', 'cloudtrail', 'rule,output_fields'],
    },
    { name: 'a message of CloudWatch', text: cloudWatch(record, other), logs: ['cloudtrail', 'rule,output_fields'] },
    { name: 'two on a line', text: `${record}${other}`, logs: [read, 'rule,output_fields'] },
    { name: 'two on a line, apart', text: `${record} , ${other}`, logs: [read, 'rule,output_fields'] },
    { name: 'one that goes on', text: record.replace('},', '}\n,'), logs: [read] },
    { name: 'one that goes on after a blank line', text: record.replace('},', '}\n\n  ,'), logs: [read] },
    { name: 'a line that is cut', text: record.slice(0, -3), logs: [record.slice(0, -3)] },
    { name: 'members of an array', text: `[${record},${other}]`, logs: [read, 'rule,output_fields'] },
    { name: 'members of Records', text: `{"Records":[${record}]}`, logs: [read] },
    { name: 'keys of a wrapping in it', text: record.replace('}}', '},"log":"{}"}'), logs: ['cloudtrail'] },
  ])('$name', ({ text, logs }) => expect(logsOf(text)).toEqual(logs));

  it('and what begins as such a record wraps nothing, read or not', () => {
    const text = record.replace(/\}$/, ',"Records":[{"a":1}],"messageType":"CONTROL_MESSAGE"}');
    const decoded = decodeRecord(
      Buffer.from(text),
      { arrival: 1, recordId: '', account: '', region: '' },
      defaultLimits,
    );
    expect(decoded).toMatchObject({ outcome: 'logs', logs: [{ json: { eventName: 'ListKeys' } }] });
  });
});
