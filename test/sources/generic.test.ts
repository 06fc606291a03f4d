import { describe, expect, it } from 'vitest';
import { recogniseSource, sourceNamed } from '../../lib/sources/index.ts';
import { ecsOf, eventOf, eventsOf, logsOf, pick } from './read.ts';

describe('every log finds its source', () => {
  it.each([
    { name: 'words', input: 'hello', source: 'text' },
    { name: 'an application', input: { level: 'info', message: 'hello' }, source: 'json' },
    {
      name: 'an ECS document',
      input: { '@timestamp': '2026-11-21T01:00:00Z', event: { category: ['process'] } },
      source: 'ecs',
    },
    {
      name: 'a flat ECS document',
      input: { '@timestamp': '2026-11-21T01:00:00Z', 'process.name': 'x' },
      source: 'ecs',
    },
    { name: 'a time alone makes no ECS', input: { '@timestamp': '2026-11-21T01:00:00Z', user: 'x' }, source: 'json' },
    {
      name: 'a notification of S3 is no CloudTrail',
      input: {
        Records: [
          {
            eventVersion: '2.1',
            eventSource: 'aws:s3',
            eventName: 'ObjectCreated:Put',
            eventTime: '2026-11-21T01:00:00Z',
            s3: {},
          },
        ],
      },
      source: 'json',
    },
  ])('$name', ({ input, source }) => expect(eventOf(input).source).toBe(source));
  it('or the one it is forced to', () => {
    const [log] = logsOf({ '@timestamp': 1, event: {} });
    expect(log && recogniseSource(log, 'json').name).toBe('json');
    expect(sourceNamed('nonsense')).toBeUndefined();
  });
  it('which says so where it cannot read it', () =>
    expect(() => eventsOf('words', undefined, 'falco')).toThrow('not a falco log: words'));
});

describe('time is what the log states, in any unit', () => {
  const second = 1_795_225_823;
  it.each([
    { time: second, micros: second * 1e6 },
    { time: second * 1e3, micros: second * 1e6 },
    { time: second * 1e6 + 7, micros: second * 1e6 + 7 },
    { time: `${second}.25`, micros: second * 1e6 + 250_000 },
    { time: `${second}123456789`, micros: second * 1e6 + 123_456 },
    { time: '2026-11-21T01:50:23+01:00', micros: Date.UTC(2026, 10, 21, 0, 50, 23) * 1000 },
    { time: 5, micros: 9_000_000 },
    { time: 'soon', micros: 9_000_000 },
  ])('$time', ({ time, micros }) => expect(eventOf({ time, message: 'm' }).time).toBe(micros));
  it('a line of text may begin with one', () =>
    expect(eventOf('2026-11-21 01:00:00.5 hello').time).toBe(Date.UTC(2026, 10, 21, 1) * 1000 + 500_000));
});

describe('identity', () => {
  it('does not depend on when a log arrived', () => {
    const [log] = logsOf('hello');
    const again = { ...log, arrival: 1 };
    expect(again.origin).toBeDefined();
    expect(eventOf('hello').id).toBe(eventOf('hello').id);
    expect(eventOf('hello').id).not.toBe(eventOf('hallo').id);
  });
  it('is CloudWatch’s for what came through it', () => {
    const payload = (id: string) => ({
      messageType: 'DATA_MESSAGE',
      owner: '1',
      logGroup: 'g',
      logStream: 's',
      logEvents: [{ id, timestamp: 1, message: 'x' }],
    });
    expect(eventOf(payload('1')).id).not.toBe(eventOf(payload('2')).id);
  });
});

describe('an ECS document declares its log source', () => {
  it.each([
    { category: ['process'], type: ['start'], os: 'linux', sigma: ['process_creation'] },
    { category: ['process'], type: ['end'], os: 'linux', sigma: ['process_termination'] },
    { category: ['file'], type: ['creation'], os: 'windows', sigma: ['file_event'] },
    { category: ['file'], type: ['deletion'], os: 'windows', sigma: ['file_delete'] },
    { category: ['network'], type: ['connection'], os: 'linux', sigma: ['network_connection', 'firewall'] },
    { category: 'registry', type: 'change', os: 'windows', sigma: ['registry_set', 'registry_event'] },
    { category: [], type: [], os: 'macos', sigma: undefined },
  ])('$category $type', ({ category, type, os, sigma }) => {
    const event = eventOf({
      '@timestamp': '2026-11-21T01:00:00Z',
      event: { category, type },
      host: { os: { type: os } },
    });
    expect(event.logSource).toEqual({ product: os, ...(sigma && { categories: sigma }) });
  });
  it('and its fields answer by their names, nested or flat', () => {
    const event = eventOf({
      '@timestamp': '2026-11-21T01:00:00Z',
      process: { 'parent.name': 'sh' },
      'user.name': 'root',
    });
    expect(pick(event, 'process.parent.name', 'user.name', '@timestamp')).toEqual({
      'process.parent.name': 'sh',
      'user.name': 'root',
      '@timestamp': '2026-11-21T01:00:00Z',
    });
  });
});

it('JSON and text that nobody knows declare no log source, and keep their names', () => {
  expect(eventOf({ user: { name: 'x' } }).logSource).toEqual({});
  expect(ecsOf(eventOf({ user: { name: 'x' } }), 'user.name')).toBe('x');
  expect(eventOf('hello').logSource).toEqual({});
  expect(ecsOf(eventOf('hello'), 'message')).toBe('hello');
});
