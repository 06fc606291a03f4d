import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Line, startLine } from '../../../cli/local/line.ts';
import { archiveBucket } from '../../../cli/local/place.ts';
import { sampleRecords } from '../../../cli/local/sample-records.ts';
import { home } from '../../../cli/rule-set.ts';
import { buildFromConfig, loadConfig } from '../../../lib/build/index.ts';
import { parseFinding } from '../../../lib/finding/index.ts';

let line: Line;
const broken = { data: Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0x01]), arrivedAtMillis: Date.now() };

beforeAll(async () => {
  const loaded = loadConfig('', home);
  const { bundle } = buildFromConfig(loaded, home);
  line = await startLine({ bundle, deploy: loaded.config.deploy, node: process.execPath, log: () => {} });
  const { compressed, plain } = sampleRecords(Date.now());
  await line.firehose.deliver('plain', plain);
  await line.firehose.deliver('compressed', [...compressed, broken]);
  // A batch that Firehose delivers once more, as it may.
  await line.firehose.deliver('compressed', compressed);
  await line.settle();
}, 60_000);
afterAll(() => line?.close());

describe('the deployed line on one machine', () => {
  it('finds the attacks of the samples, and their noise only where a rule says it is noise', async () => {
    const found = (await line.findings()).map(({ severity, title, count }) => `${severity} ${count} ${title}`);
    expect(found).toEqual(
      expect.arrayContaining([
        'critical 4 Database Dumped and Carried Away by deploy',
        'high 1 Database Server Started a Shell or Another Program',
        'high 1 Database Snapshot Shared With Another Account',
        'high 1 MySQL Daemon Wrote an Executable or Script File (Windows)',
        'high 1 Shell Escape From a Database Client',
        'medium 1 Database Credential File Read by a Program That Is No Client',
        'medium 1 Database Dumped Into a Shared or Hidden Place',
        'low 1 Database Dump Tool Run by a Person or an Unusual Parent',
      ]),
    );
    expect(found.length).toBeLessThan(16);
    const users = (await line.findings()).map(({ entity }) => entity.user);
    expect(users).not.toContain('backup');
  });

  it('sends each finding once to SNS, as the document that its schema describes', async () => {
    const documents = line.aws.sns.messages.map(({ message }) => parseFinding(JSON.parse(message)));
    expect(documents.map(finding => finding?.id).sort()).toEqual((await line.findings()).map(({ id }) => id).sort());
  });

  it('imports each finding into Security Hub, which refuses none', async () => {
    expect([...line.aws.securityHub.findings.keys()].sort()).toEqual(
      (await line.findings()).map(({ id }) => id).sort(),
    );
    expect(line.aws.securityHub.refused).toEqual([]);
  });

  it('keeps secrets of command lines out of everything that is sent', () =>
    expect(JSON.stringify(line.aws.sns.messages) + JSON.stringify([...line.aws.securityHub.findings])).not.toContain(
      'S3cret-Pa55',
    ));

  it('puts a record that can never be decoded into quarantine, and loses no other', () => {
    expect(line.firehose.counts.failed).toBe(1);
    const keys = [...line.aws.s3.objects.keys()];
    expect(keys.filter(key => key.startsWith(`${archiveBucket}/quarantine/`)).length).toBe(1);
  });

  it('hands publish its work through the stream alone, and gives up none of it', () => {
    expect(line.relay.counts.delivered).toBeGreaterThan(0);
    expect(line.relay.counts.abandoned).toBe(0);
  });
});
