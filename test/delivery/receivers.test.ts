import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publishMetrics } from '../../lib/pipeline/index.ts';
import { second } from '../finding/samples.ts';
import { hubError, snsError } from './faulty-service.ts';
import { type RealLine, realLine } from './real-line.ts';

let line: RealLine;
beforeEach(async () => {
  line = await realLine();
});
afterEach(() => line.close());

const day = 86_400 * second;
const ids = (count: number) => Array.from({ length: count }, (_, n) => `f${String(n).padStart(2, '0')}`);
const saveAll = async (count: number) => {
  for (const id of ids(count)) await line.save({ id, rule: `r${id}` });
};
const onceEach = (count: number) => ids(count).map(id => `${id}@1`);
const heldOnce = (count: number) => Object.fromEntries(ids(count).map(id => [id, '1']));

describe('on real ports, nothing is lost and nothing doubled', () => {
  it('while Security Hub is throttled', async () => {
    let refusals = 7;
    line.hub.fault = () => (refusals-- > 0 ? hubError('TooManyRequestsException', 429) : null);
    await saveAll(4);
    await line.deliver();
    expect([...line.told()].sort()).toEqual(onceEach(4));
    expect(line.held()).toEqual(heldOnce(4));
  });

  it('while Security Hub answers with errors after it took the findings', async () => {
    let lost = 3;
    line.hub.fault = () => (lost-- > 0 ? 'after' : null);
    await saveAll(5);
    await line.deliver();
    expect(line.held()).toEqual(heldOnce(5));
    expect([...line.told()].sort()).toEqual(onceEach(5));
  });

  it('when Security Hub is off for seven days and comes back: one call a sweep, one alarm', async () => {
    line.hub.fault = () => hubError('InvalidAccessException', 401);
    await saveAll(4);
    const [first] = await line.deliver();
    expect(first === undefined ? {} : publishMetrics(first)).toMatchObject({ ReceiverOff: 1, SecurityHubOff: 1 });
    for (let passed = 1; passed <= 7; passed++) {
      line.now += day;
      const published = await line.sweep();
      expect(publishMetrics(published)).toMatchObject({ ReceiverOff: 1, FindingsWaiting: 4 });
    }
    expect(line.hub.count()).toBe(8);
    expect(line.held()).toEqual({});
    line.hub.fault = () => null;
    line.now += 60 * second;
    const back = await line.sweep();
    expect(publishMetrics(back)).toMatchObject({ SecurityHubSent: 4 });
    expect(publishMetrics(back).SecurityHubLagSeconds).toBeGreaterThan(6 * 86_400);
    expect(line.held()).toEqual(heldOnce(4));
    expect([...line.told()].sort()).toEqual(onceEach(4));
  });

  it('while SNS fails', async () => {
    let failures = 5;
    line.sns.fault = () => (failures-- > 0 ? snsError('InternalError', 500) : null);
    await saveAll(5);
    await line.deliver();
    expect([...line.told()].sort()).toEqual(onceEach(5));
    expect(line.held()).toEqual(heldOnce(5));
  });

  it('when SNS took a message and its answer was lost: the same id and revision come again, and nothing else', async () => {
    let lost = 1;
    line.sns.fault = () => (lost-- > 0 ? 'after' : null);
    await saveAll(3);
    await line.deliver();
    expect(line.told()).toHaveLength(4);
    expect([...new Set(line.told())].sort()).toEqual(onceEach(3));
  });

  it('when SNS is off for seven days and comes back', async () => {
    line.sns.fault = () => snsError('NotFound', 404);
    await saveAll(3);
    await line.deliver();
    expect(line.held()).toEqual(heldOnce(3));
    for (let passed = 1; passed <= 7; passed++) {
      line.now += day;
      await line.sweep();
    }
    expect(line.sns.count()).toBe(8);
    line.sns.fault = () => null;
    await line.sweep();
    expect([...line.told()].sort()).toEqual(onceEach(3));
  });

  it('with a poison finding: the others pass, it is told, and no call is spent on it for ever', async () => {
    line.hub.fault = request => {
      const body = request.body.toString('utf8');
      return body.includes('f03') && body.includes('f04') ? hubError('InvalidInputException', 400) : poisonAlone(body);
    };
    await saveAll(5);
    const [first] = await line.deliver();
    expect(first === undefined ? {} : publishMetrics(first)).toMatchObject({ FindingsRefused: 1 });
    const { f03: _, ...others } = heldOnce(5);
    expect(line.held()).toEqual(others);
    for (let minute = 0; minute < 6; minute++) {
      line.now += 90 * second;
      await line.sweep();
    }
    const calls = line.hub.count();
    line.now += 90 * second;
    await line.sweep();
    expect(line.hub.count()).toBe(calls);
    expect((await line.sink.load('f03'))?.sent.securityHub.reason).toContain('InvalidInput');
  });
});

function poisonAlone(body: string) {
  return body.includes('f03') ? hubError('InvalidInputException', 400) : null;
}
