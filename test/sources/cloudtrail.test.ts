import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { corpora } from '../corpora.ts';
import { ecsOf, eventOf, eventsOf, pick } from './read.ts';

const share = {
  eventVersion: '1.08',
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROA:s',
    arn: 'arn:aws:sts::1:assumed-role/r/s',
    accountId: '123456789012',
    sessionContext: { sessionIssuer: { type: 'Role', userName: 'r' }, attributes: { mfaAuthenticated: 'false' } },
  },
  eventTime: '2026-11-21T01:02:03Z',
  eventSource: 'rds.amazonaws.com',
  eventName: 'ModifyDBSnapshotAttribute',
  awsRegion: 'us-east-1',
  sourceIPAddress: '198.51.100.7',
  userAgent: 'aws-cli',
  requestParameters: { attributeName: 'restore', valuesToAdd: ['all', '2'] },
  responseElements: null,
  eventID: 'e-1',
  recipientAccountId: '123456789012',
};

describe('a CloudTrail event', () => {
  it('is itself, wherever it came from', () => {
    const alone = eventOf(share);
    const inFile = eventOf({ Records: [share] });
    const onBus = eventOf({
      'detail-type': 'AWS API Call via CloudTrail',
      source: 'aws.rds',
      account: '9',
      region: 'us-east-1',
      time: '2026-11-21T01:02:05Z',
      detail: share,
    });
    expect([alone.id, inFile.id, onBus.id]).toEqual(Array(3).fill('cloudtrail:123456789012/e-1'));
    expect(onBus.time).toBe(Date.UTC(2026, 10, 21, 1, 2, 3) * 1000);
    expect(alone.logSource).toEqual({ product: 'aws', service: 'cloudtrail', categories: [] });
  });
  it('keeps its vendor names', () => expect(eventOf(share).fields).toEqual(share));
  it('answers ECS names', () =>
    expect(
      pick(
        eventOf(share),
        'event.action',
        'event.provider',
        'event.outcome',
        'user.name',
        'source.ip',
        'cloud.account.id',
        'cloud.region',
        'aws.cloudtrail.user_identity.type',
        'aws.cloudtrail.request_parameters',
        'aws.cloudtrail.flattened.request_parameters.attributeName',
        'aws.cloudtrail.response_elements',
      ),
    ).toEqual({
      'event.action': 'ModifyDBSnapshotAttribute',
      'event.provider': 'rds.amazonaws.com',
      'event.outcome': 'success',
      'user.name': 'r',
      'source.ip': '198.51.100.7',
      'cloud.account.id': '123456789012',
      'cloud.region': 'us-east-1',
      'aws.cloudtrail.user_identity.type': 'AssumedRole',
      'aws.cloudtrail.request_parameters': '{attributeName=restore, valuesToAdd=[all, 2]}',
      'aws.cloudtrail.flattened.request_parameters.attributeName': 'restore',
      'aws.cloudtrail.response_elements': null,
    }));
  it.each([
    { name: 'an error code', change: { errorCode: 'AccessDenied' }, outcome: 'failure' },
    {
      name: 'a login that failed',
      change: { eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Failure' } },
      outcome: 'failure',
    },
    { name: 'nothing against it', change: {}, outcome: 'success' },
  ])('outcome: $name', ({ change, outcome }) =>
    expect(ecsOf(eventOf({ ...share, ...change }), 'event.outcome')).toBe(outcome),
  );
  it('a service that called is no address', () =>
    expect(pick(eventOf({ ...share, sourceIPAddress: 'rds.amazonaws.com' }), 'source.ip', 'source.address')).toEqual({
      'source.ip': null,
      'source.address': 'rds.amazonaws.com',
    }));
});

const folder = corpora();
describe.skipIf(folder === null)('2,900 recorded events (skipped where the test data is absent)', () => {
  it('are all recognised and all distinct', () => {
    const events = eventsOf(gunzipSync(readFileSync(join(folder ?? '', 'cloudtrail-stratus.ndjson.gz'))).toString());
    expect(events).toHaveLength(2900);
    expect(events.filter(event => event.source !== 'cloudtrail')).toEqual([]);
    expect(new Set(events.map(event => event.id)).size).toBe(2900);
  });
});
