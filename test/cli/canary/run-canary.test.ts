import { describe, expect, it } from 'vitest';
import { runCanary } from '../../../cli/canary/run-canary.ts';
import { type Broken, world } from './world.ts';

const options = { canary: 'c-1', timeoutSeconds: 5, usesHub: true };

async function legsOf(broken: Broken = {}, usesHub = true) {
  const ports = world(broken);
  const legs = await runCanary({ ...options, usesHub }, ports, () => undefined);
  return { legs, ports, outcomes: legs.map(({ name, outcome }) => `${name}: ${outcome}`) };
}

describe('a canary in a healthy stack', () => {
  it('is followed to every receiver, each with its time, and leaves a retracted finding that says it is none', async () => {
    const { legs, outcomes, ports } = await legsOf();
    expect(outcomes).toEqual(['stream: ok', 'findings table: ok', 'SNS: ok', 'Security Hub: ok', 'archived: ok']);
    expect(legs.every(({ seconds, cause }) => seconds !== null && seconds >= 0 && cause === '')).toBe(true);
    const row = await ports.find('c-1', 0);
    expect(row?.finding).toMatchObject({ rule: 'weir.canary', severity: 'informational', state: 'retracted' });
    expect(row?.finding.title).toBe('Canary c-1: weir works, nothing happened');
  });

  it('does not wait for Security Hub where the stack does not send to it', async () => {
    const { outcomes } = await legsOf({ hub: 'off' }, false);
    expect(outcomes.slice(3)).toEqual(['Security Hub: off', 'archived: ok']);
  });
});

describe('a canary names the leg that fails and the likely cause', () => {
  const topic = 'arn:aws:sns:eu-central-1:123456789012:findings';
  const cases: readonly (readonly [what: string, broken: Broken, leg: string, cause: RegExp])[] = [
    ['the stream is gone', { stream: error('ResourceNotFoundException') }, 'stream', /deploy the stack again/],
    ['no permission', { stream: error('AccessDeniedException') }, 'stream', /ProducersPolicyArn/],
    [
      'no subscription',
      { isDeaf: true, way: 'The subscription is missing' },
      'findings table',
      /subscription is missing/,
    ],
    ['nothing visible', { isDeaf: true }, 'findings table', /--timeout waits longer/],
    ['the topic is gone', { subscribers: null }, 'SNS', new RegExp(`${topic} is gone`)],
    ['nobody subscribes', { subscribers: { confirmed: 0, pending: 0 } }, 'SNS', /unsubscribed: aws sns subscribe/],
    ['nobody confirmed', { subscribers: { confirmed: 0, pending: 2 } }, 'SNS', /2 still wait for a click/],
    ['SNS refuses', { snsReason: 'InvalidParameter: too long' }, 'SNS', /InvalidParameter: too long/],
    ['publish stands still', { isSilentAtSns: true }, 'SNS', /its log says why/],
    ['Security Hub is off', { hub: 'off' }, 'Security Hub', /CSPM is off .* deploy\.securityHub: false/],
    ['Security Hub refuses', { hub: 'refuses' }, 'Security Hub', /InvalidInput/],
    ['Security Hub keeps it', { hub: 'never archives' }, 'archived', /still shows finding [0-9a-f]{32} as active/],
  ];
  for (const [what, broken, leg, cause] of cases) {
    it(what, async () => {
      const { legs } = await legsOf(broken);
      const failed = legs.filter(({ outcome }) => outcome === 'failed');
      expect(failed.map(({ name }) => name)).toContain(leg);
      expect(failed.find(({ name }) => name === leg)?.cause).toMatch(cause);
      expect(failed.find(({ name }) => name === leg)?.seconds).toBeNull();
    });
  }

  it('undoes itself all the same, so that a sample which comes late does not stay open', async () => {
    const { ports } = await legsOf({ isDeaf: true });
    expect(ports.lines.map(line => JSON.parse(line).weir.step)).toEqual(['first', 'last', 'undone']);
  });
});

function error(name: string): Error {
  return Object.assign(new Error('as AWS says it'), { name });
}
