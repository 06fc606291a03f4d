import { describe, expect, it } from 'vitest';
import { mostAttempts } from '../../lib/finding/index.ts';
import { publish, publishMetrics } from '../../lib/pipeline/index.ts';
import { midnight, second } from '../finding/samples.ts';
import { publishLine, rowOf, told } from './publish-line.ts';

const failed = { outcome: 'failed', reason: 'Throttled' } as const;
const off = { outcome: 'off', reason: 'not subscribed' } as const;

describe('a finding goes to both receivers', () => {
  it('once', async () => {
    const line = publishLine();
    await line.save({});
    await line.deliver();
    expect(told(line)).toEqual(['f1@1']);
    expect(line.hub.get('f1')?.RecordState).toBe('ACTIVE');
    expect(await line.sink.behind(line.now, 10)).toEqual([]);
  });

  it('and not again when its record comes again', async () => {
    const line = publishLine();
    await line.save({});
    const records = [...line.stream];
    await line.deliver();
    await publish(records, line.ports, line.now);
    await publish([...records, ...records], line.ports, line.now);
    expect(told(line)).toEqual(['f1@1']);
    expect(line.hubCalls).toHaveLength(1);
  });

  it('SNS hears of each revision that notifies, Security Hub gets the last', async () => {
    const line = publishLine();
    await line.save({}, 1);
    await line.save({ count: 2 }, 2);
    await line.save({ count: 3, severity: 'critical' }, 3);
    await line.save({ state: 'retracted' }, 4);
    await line.save({ count: 4 }, 5);
    await line.deliver();
    expect(told(line)).toEqual(['f1@1', 'f1@3', 'f1@4', 'f1@5']);
    expect(line.hubCalls.map(call => call.length)).toEqual([1]);
    expect(line.hub.get('f1')).toMatchObject({ RecordState: 'ACTIVE', ProductFields: { 'weir/revision': '5' } });
  });

  it('a retraction archives it', async () => {
    const line = publishLine();
    await line.save({}, 1);
    await line.deliver();
    await line.save({ state: 'retracted' }, 2);
    await line.deliver();
    expect(line.hub.get('f1')?.RecordState).toBe('ARCHIVED');
    expect(line.messages.at(-1)?.subject).toMatch(/^\[RETRACTED\]/);
  });

  it('nothing of a staged finding is sent', async () => {
    const line = publishLine();
    await line.save({ staged: true });
    await line.deliver();
    expect([line.messages, line.hubCalls]).toEqual([[], []]);
  });
});

describe('a change of count alone', () => {
  it('goes to Security Hub every five minutes at most, and never to SNS', async () => {
    const line = publishLine();
    await line.save({}, 1);
    await line.deliver();
    for (let n = 2; n < 60; n++) {
      line.now = midnight + n * 10 * second;
      await line.save({ count: n }, n);
      await line.deliver();
      await line.sweep();
    }
    expect(told(line)).toEqual(['f1@1']);
    expect(line.hubCalls).toHaveLength(2);
    line.now += 400 * second;
    await line.sweep();
    expect(line.hub.get('f1')?.ProductFields['weir/count']).toBe('59');
    expect(await line.sink.behind(line.now, 10)).toEqual([]);
  });
});

describe('a receiver that fails', () => {
  it('gets it by the stream’s retry, and the other is not told twice', async () => {
    const line = publishLine();
    line.snsAnswers.push(failed, failed);
    await line.save({});
    const rounds = await line.deliver();
    expect(rounds.map(round => round.retry)).toEqual([['1'], ['1'], []]);
    expect(told(line)).toEqual(['f1@1']);
    expect(line.hubCalls).toHaveLength(1);
  });

  it('hears of an earlier revision first, though only that one failed', async () => {
    const line = publishLine();
    await line.save({}, 1);
    await line.save({ count: 2, severity: 'critical' }, 2);
    line.snsAnswers.push(failed);
    await line.deliver();
    expect(told(line)).toEqual(['f1@1', 'f1@2']);
  });

  it('is left to the sweep after a minute, so that it holds up nobody', async () => {
    const line = publishLine();
    line.hubAlways = { outcome: 'throttled', reason: 'Rate exceeded' };
    await line.save({});
    const rounds = await line.deliver(1000);
    expect(rounds.length).toBeGreaterThan(50);
    expect(rounds.length).toBeLessThan(70);
    expect(told(line)).toEqual(['f1@1']);
    line.hubAlways = null;
    line.now += 100 * second;
    await line.sweep();
    expect(line.hub.has('f1')).toBe(true);
    expect(await line.sink.behind(line.now, 10)).toEqual([]);
  });

  it('is left alone for the rest of the batch after three failures', async () => {
    const line = publishLine();
    line.snsAlways = failed;
    for (let n = 0; n < 20; n++) await line.save({ id: `f${n}` });
    await line.deliver(1);
    expect(line.snsCalls()).toBe(3);
    line.snsAlways = null;
    await line.deliver();
    expect(new Set(told(line)).size).toBe(20);
    expect(line.messages).toHaveLength(20);
  });

  it('Security Hub’s throttling is waited out with growing pauses', async () => {
    const line = publishLine();
    line.hubAnswers.push({ outcome: 'throttled', reason: 'x' }, { outcome: 'throttled', reason: 'x' });
    await line.save({});
    await line.deliver();
    expect(line.hub.has('f1')).toBe(true);
    expect(line.waits.reduce((a, b) => a + b)).toBeGreaterThan(1000);
  });
});

describe('a receiver that is off', () => {
  it('costs one call and one alarm, and gets everything when it is back after a week', async () => {
    const line = publishLine();
    line.hubAlways = off;
    for (let n = 0; n < 250; n++) await line.save({ id: `f${n}`, rule: `r${n % 10}` });
    const [first] = await line.deliver();
    expect(line.hubCalls).toHaveLength(1);
    expect(first?.retry).toEqual([]);
    expect(first === undefined ? {} : publishMetrics(first)).toMatchObject({
      ReceiverOff: 1,
      SecurityHubOff: 1,
      SnsSent: 250,
    });
    for (let day = 0; day < 7; day++) {
      line.now += 86_400 * second;
      await line.sweep();
    }
    expect(line.hubCalls).toHaveLength(8);
    line.hubAlways = null;
    await line.sweep();
    expect(line.hub.size).toBe(250);
    expect(line.messages).toHaveLength(250);
    expect(await line.sink.behind(line.now, 10)).toEqual([]);
  });

  it('SNS off does not hold up Security Hub, and is told the latest when it is back', async () => {
    const line = publishLine();
    line.snsAlways = off;
    await line.save({}, 1);
    await line.save({ severity: 'critical' }, 2);
    await line.deliver();
    expect(line.hub.get('f1')?.ProductFields['weir/revision']).toBe('2');
    line.snsAlways = null;
    line.now += 86_400 * second;
    await line.sweep();
    expect(told(line)).toEqual(['f1@2']);
  });
});

describe('a poison finding', () => {
  it('does not stop the others, is given up with its reason, and is tried again when it changes', async () => {
    const line = publishLine();
    line.poison.add('f3');
    for (let n = 0; n < 10; n++) await line.save({ id: `f${n}` });
    const rounds = await line.deliver();
    expect(rounds.flatMap(round => round.retry)).toEqual([]);
    expect(line.hub.size).toBe(9);
    for (let n = 0; n < 20; n++) {
      line.now += 100 * second;
      await line.sweep();
    }
    const { attempts, reason } = (await rowOf(line, 'f3')).sent.securityHub;
    expect([attempts, reason]).toEqual([mostAttempts, 'InvalidInput: poison']);
    expect(line.hubCalls).toHaveLength(mostAttempts);
    line.poison.clear();
    await line.save({ id: 'f3', count: 2 }, 2);
    await line.deliver();
    expect(line.hub.size).toBe(10);
  });

  it('that spoils the whole call is found by halving', async () => {
    const line = publishLine();
    const { securityHub } = line.ports;
    const importBatch: NonNullable<typeof securityHub>['importBatch'] = async findings =>
      findings.some(one => one.Id === 'f42')
        ? { outcome: 'invalid', reason: 'InvalidInputException' }
        : ((await securityHub?.importBatch(findings)) ?? failed);
    const ports = { ...line.ports, securityHub: securityHub === null ? null : { ...securityHub, importBatch } };
    for (let n = 0; n < 100; n++) await line.save({ id: `f${n}`, rule: `r${n % 5}` });
    const published = await publish(line.stream, ports, line.now);
    expect(line.hub.size).toBe(99);
    expect(published.sendings.filter(({ outcome }) => outcome === 'refused').map(({ id }) => id)).toEqual(['f42']);
  });

  it('that is no finding at all is counted and told', async () => {
    const line = publishLine();
    await line.save({});
    const broken = { sequenceNumber: '0', id: 'x', row: new Error('not a finding') };
    const published = await publish([broken, ...line.stream], line.ports, line.now);
    expect(published).toMatchObject({ unreadable: [{ id: 'x', reason: 'not a finding' }], retry: [] });
    expect(publishMetrics(published)).toMatchObject({ FindingsRefused: 1 });
    expect(told(line)).toEqual(['f1@1']);
  });
});

describe('a function that dies', () => {
  it('between sending and recording repeats the same id and revision, and nothing else', async () => {
    const line = publishLine();
    await line.save({});
    const dying = {
      ...line.ports,
      findings: { ...line.sink, recordSent: () => Promise.reject(new Error('killed')) },
    };
    const published = await publish(line.stream, dying, line.now);
    expect(published.retry).toEqual(['1']);
    await line.deliver();
    expect(told(line)).toEqual(['f1@1', 'f1@1']);
    expect(line.hub.size).toBe(1);
    await line.sweep();
    expect(line.messages).toHaveLength(2);
  });

  it('before the table answers, sends nothing and tries again', async () => {
    const line = publishLine();
    await line.save({});
    const ill = { ...line.ports, findings: { ...line.sink, load: () => Promise.reject(new Error('throttled')) } };
    expect((await publish(line.stream, ill, line.now)).retry).toEqual(['1']);
    expect(line.snsCalls()).toBe(0);
  });

  it('and leaves its claim: the sweep waits for it to lapse, the stream does not', async () => {
    const line = publishLine();
    await line.save({});
    await line.sink.claim('f1', 'sns', 1, 'stream', line.now);
    line.now += 100 * second;
    await line.sweep();
    expect(told(line)).toEqual([]);
    await line.deliver();
    expect(told(line)).toEqual(['f1@1']);
  });
});

describe('Security Hub’s limits', () => {
  it('a hundred findings in a call', async () => {
    const line = publishLine();
    for (let n = 0; n < 250; n++) await line.save({ id: `f${n}`, rule: `r${n % 10}` });
    await line.deliver();
    expect(line.hubCalls.map(call => call.length)).toEqual([100, 100, 50]);
    expect(line.waits.length).toBeGreaterThanOrEqual(3);
  });

  it('failures within an answered call are tried again, alone', async () => {
    const line = publishLine();
    line.hubAnswers.push({ outcome: 'answered', failed: new Map([['f2', failed]]) });
    for (let n = 0; n < 5; n++) await line.save({ id: `f${n}` });
    await line.deliver();
    expect(line.hubCalls.map(call => call.map(one => one.Id))).toEqual([['f0', 'f1', 'f2', 'f3', 'f4'], ['f2']]);
    expect(line.hub.size).toBe(5);
  });

  it('the most severe go first', async () => {
    const line = publishLine();
    await line.save({ id: 'low', severity: 'low' });
    await line.save({ id: 'critical', severity: 'critical' });
    await line.save({ id: 'high', severity: 'high' });
    await line.deliver();
    expect(told(line)).toEqual(['critical@1', 'high@1', 'low@1']);
  });
});

describe('a storm of one rule', () => {
  it('is told in one finding, and what went under is stored', async () => {
    const line = publishLine({ stormAfter: 5 });
    for (let n = 0; n < 40; n++) {
      line.now += second;
      await line.save({ id: `f${n}`, entity: { host: n % 2 === 0 ? 'db-1' : `db-${n}` } });
      await line.deliver();
    }
    await line.save({ id: 'calm', rule: 'another' });
    await line.deliver();
    const storms = line.messages
      .map(({ message }) => JSON.parse(JSON.parse(message).default))
      .filter(one => one.details.storm);
    expect(told(line)).toHaveLength(5 + 1 + 1);
    expect(storms).toHaveLength(1);
    expect(storms[0]).toMatchObject({ rule: 'db-dump', title: 'Storm of findings by rule db-dump' });
    line.now += 600 * second;
    await line.sweep();
    const hubStorm = [...line.hub.values()].find(one => one.Title.startsWith('Storm'));
    expect(hubStorm?.ProductFields['weir/count']).toBe('40');
    expect(line.hub.size).toBe(7);
    expect((await rowOf(line, 'f39')).held).toBe(true);
  });

  it('is one though all of it was opened in the same moment, by one batch', async () => {
    const line = publishLine({ stormAfter: 5 });
    for (let n = 0; n < 40; n++) await line.save({ id: `f${n}`, entity: { host: `db-${n}` } });
    await line.deliver();
    expect(told(line)).toHaveLength(5 + 1);
    line.now += 600 * second;
    await line.sweep();
    expect(line.hub.size).toBe(5 + 1);
  });

  it('begins anew with the next hour', async () => {
    const line = publishLine({ stormAfter: 2 });
    for (let n = 0; n < 6; n++) {
      line.now = midnight + n * 1200 * second;
      await line.save({ id: `f${n}` });
      await line.deliver();
    }
    const sent = ['f0@1', 'f1@1', 'f3@1', 'f4@1'];
    expect(told(line)).toEqual(expect.arrayContaining(sent));
    expect(told(line)).toHaveLength(sent.length + 2);
  });
});
