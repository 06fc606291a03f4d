import { expect, it } from 'vitest';
import { memoryStore } from '../../lib/correlation/index.ts';
import { memoryFindingSink } from '../../lib/finding/index.ts';
import { detect, detectPorts, prepareRuleset, type Ruleset } from '../../lib/pipeline/index.ts';
import { bundleOf } from '../engine/gate/cloudtrail.ts';
import { minute, noon } from './scenario.ts';

const prepared = prepareRuleset(bundleOf([{ field: 'eventName', how: 'equal', text: 'StopLogging' }]));

const trail = (name: string, number: number): string =>
  JSON.stringify({
    eventVersion: '1.08',
    userIdentity: { type: 'IAMUser', userName: 'mallory' },
    eventTime: new Date((noon + number * minute) / 1000).toISOString(),
    eventSource: 'cloudtrail.amazonaws.com',
    eventName: name,
    recipientAccountId: '444455556666',
    eventID: `e${number}`,
  });

const texts = ['ListKeys', 'StopLogging', 'GetCallerIdentity', 'StopLogging', 'ListKeys'].map(trail);

async function found(rules: Ruleset) {
  const findings = memoryFindingSink([]);
  const record = { recordId: 'r', data: '', bytes: Buffer.from(texts.join('\n')), arrival: noon + 10 * minute };
  const batch = { account: '444455556666', region: 'eu-central-1', records: [record] };
  const ports = detectPorts({ state: memoryStore(), findings, rules });
  const { statistics } = await detect(batch, ports, noon + 10 * minute);
  return { statistics, rows: findings.rows() };
}

it('what no rule wants is not parsed, and counts as a log and an event of its source all the same', async () => {
  const { statistics } = await found(prepared);
  expect(statistics.sources.cloudtrail).toMatchObject({ logs: 5, events: 5, matches: 2, unread: 3 });
});

it('and nothing else changes', async () => {
  const [gated, ungated] = [await found(prepared), await found({ ...prepared, unread: () => null })];
  expect(ungated.statistics.sources.cloudtrail).toMatchObject({ logs: 5, events: 5, matches: 2, unread: 0 });
  expect(gated.rows).toEqual(ungated.rows);
  expect(gated.rows.length).toBeGreaterThan(0);
});
