import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../lib/correlation/index.ts';
import { bundleRules, emptySettings } from '../../lib/engine/index.ts';
import { memoryFindingSink, renderAsff } from '../../lib/finding/index.ts';
import { detect, detectPorts, prepareRuleset, wantedLogGroups } from '../../lib/pipeline/index.ts';
import { is, noon, rule } from './scenario.ts';

const central = { partition: 'aws', account: '123456789012', region: 'eu-central-1' } as const;
const member = '444455556666';
const single = rule('dump', { kind: 'single', events: [{ route: [], where: is('kind', 'dump') }] });

/** What CloudWatch Logs of the member sends to the central stack's destination. */
async function received(logGroup: string) {
  const sink = memoryFindingSink();
  const bundle = bundleRules([{ rule: single, staged: false }], emptySettings);
  const rules = prepareRuleset(bundle);
  const wantsLogGroup = wantedLogGroups([], []);
  const ports = detectPorts({ state: memoryStore(), findings: sink, rules, wantsLogGroup });
  const message = JSON.stringify({ kind: 'dump', who: 'ana', time: new Date(noon / 1000).toISOString() });
  const logEvents = [{ id: '1', timestamp: noon / 1000, message }];
  const payload = { messageType: 'DATA_MESSAGE', owner: member, logGroup, logStream: 'i-0abc', logEvents };
  const bytes = gzipSync(JSON.stringify(payload));
  const records = [{ recordId: 'r', bytes, data: '', arrival: noon }];
  const { outcomes } = await detect({ ...central, records }, ports, noon);
  return { outcomes, rows: sink.rows() };
}

describe('a log line of a member account', () => {
  it('is a finding that names the member, imported where the stack may import', async () => {
    const { rows } = await received('/hosts/falco');
    const [row] = rows;
    if (row === undefined) throw new Error('nothing was found');
    expect(row.finding).toMatchObject({ account: member, region: central.region });
    const asff = renderAsff(row.finding, { place: central, createdAt: noon, updatedAt: noon });
    expect(asff).toMatchObject({
      AwsAccountId: central.account,
      Title: `dump (${member})`,
      ProductFields: { 'weir/account': member },
    });
    expect(JSON.stringify(asff.Resources)).toContain(member);
  });

  it('is nothing where a weir stack of the member wrote it: detectors must not feed each other', async () => {
    const { outcomes, rows } = await received('weir-WeirLogsDetectE4B8946B-DGJUGDIVB3YT');
    expect(outcomes).toEqual([{ recordId: 'r', outcome: 'control' }]);
    expect(rows).toEqual([]);
  });
});
