import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../functions/environment.ts';

const complete = {
  STACK_NAME: 'weir',
  ACCOUNT_ID: '111122223333',
  AWS_REGION: 'eu-central-1',
  PARTITION: 'aws',
  STATE_TABLE: 's',
  BASELINES_TABLE: 'b',
  FINDINGS_TABLE: 'f',
  ARCHIVE_BUCKET: 'a',
  FAILED_PREFIX: 'failed/',
  QUARANTINE_PREFIX: 'quarantine/',
  TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:t',
  ARCHIVE: 'false',
  SECURITY_HUB: 'true',
  INFLATE_MEBIBYTES: '64',
  REDRIVE_DAYS: '3',
  STORM_AFTER: '50',
  LOG_GROUPS: '/a,/b',
  LOG_GROUP_PREFIXES: '',
};

describe('the environment is exact types or one clear error', () => {
  it('reads what the stack gives', () => {
    expect(readEnvironment(complete)).toMatchObject({
      archive: false,
      securityHub: true,
      inflateBytes: 67_108_864,
      redriveDays: 3,
      stormAfter: 50,
      stateTable: 's',
      logGroups: ['/a', '/b'],
      logGroupPrefixes: [],
    });
  });

  it.each([
    { name: 'a missing table', change: { STATE_TABLE: undefined }, says: 'STATE_TABLE is missing' },
    { name: 'an empty topic', change: { TOPIC_ARN: '' }, says: 'TOPIC_ARN is missing' },
    { name: 'a flag that is none', change: { ARCHIVE: 'yes' }, says: 'ARCHIVE is "yes", not true or false' },
    { name: 'a count that is none', change: { REDRIVE_DAYS: '-1' }, says: 'REDRIVE_DAYS is "-1", not a whole number' },
  ])('$name is named', ({ change, says }) => expect(() => readEnvironment({ ...complete, ...change })).toThrow(says));

  it('all that is wrong is named at once', () => {
    expect(() => readEnvironment({ ...complete, STATE_TABLE: '', ARCHIVE: '1' })).toThrow(/STATE_TABLE.*ARCHIVE/);
  });
});
