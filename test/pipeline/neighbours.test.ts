import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoDbStateStore } from '../../lib/aws/index.ts';
import { memoryStore, type StateStore } from '../../lib/correlation/index.ts';
import { type LocalDynamoDb, startDynamoDb } from '../aws/local-dynamodb.ts';
import { baselineLine } from './baseline-line.ts';

describe.each(['memory', 'DynamoDB'])('what was seen instead, on %s', where => {
  let dynamoDb: LocalDynamoDb | null = null;
  let tables = 0;
  beforeAll(async () => {
    dynamoDb = where === 'DynamoDB' ? await startDynamoDb() : null;
  });
  afterAll(() => dynamoDb?.stop());
  const storeOf = async (): Promise<StateStore> => {
    if (dynamoDb === null) return memoryStore();
    await dynamoDb.createTable(`baselines${++tables}`);
    return dynamoDbStateStore(dynamoDb.client, `baselines${tables}`);
  };
  const lineOf = async () =>
    baselineLine({ history: 30, freeze: 7, terms: ['program', 'parent'], store: await storeOf() });

  it('is told with the days on which it was, nearest part by part', async () => {
    const { see, descriptions, coldPorts } = await lineOf();
    const ports = coldPorts();
    for (let at = 0; at < 12; at++) await see(at, { parent: 'cron' });
    for (let at = 2; at < 5; at++) await see(at, { parent: 'sshd', who: 'dba' });
    await see(12, { parent: 'bash', program: 'ls' });
    await see(12, { parent: 'sshd' }, { ports });
    expect(descriptions().filter(text => text.includes('`sshd`') && text.includes('`deploy`'))).toEqual([
      'First time seen with who `deploy` with program `psql` with parent `sshd` in 30 days; seen on 12 days with parent `cron`, on 3 days with who `dba`.',
    ]);
  });

  it('says since when a term comes without being learned from', async () => {
    const { see, descriptions } = await lineOf();
    await see(0, { parent: 'sshd' });
    await see(1, { parent: 'sshd' });
    expect(descriptions()[1]).toMatch(/^New since 2026-01-15 and not learned from yet: /);
  });

  it('is read once per finding, within a bound, however many neighbours there are', async () => {
    const line = await lineOf();
    for (let n = 0; n < 60; n++) await line.see(0, { parent: `p${n}` });
    const before = line.calls();
    await line.see(1, { parent: 'new' });
    // The term's own write, read, mark and second reading; three lists and three neighbours of each; then its own listing.
    expect(line.calls() - before).toBeLessThanOrEqual(4 + 3 + 9 + 3);
    const again = line.calls();
    await line.see(1, { parent: 'new' }, { seconds: 1 });
    expect(line.calls() - again).toBeLessThanOrEqual(3);
  });
});
