import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Random } from './random.ts';

/** One invocation's bad luck. Once it is dead, nothing it does takes effect any more. */
export interface Luck {
  readonly random: Random;
  /** Share of calls that fail, before or after they took effect. */
  readonly failing: number;
  /** Share of calls at which it is killed. */
  readonly killing: number;
  dead: boolean;
  /** Calls that did not come back as they should. */
  troubles: number;
}

export function noLuck(random: Random): Luck {
  return { random, failing: 0, killing: 0, dead: false, troubles: 0 };
}

export function newLuck(random: Random, isUnlucky: boolean): Luck {
  const mood = isUnlucky ? random.below(3) : 0;
  return { ...noLuck(random), failing: mood === 1 ? 0.08 : 0, killing: mood === 2 ? 0.03 : 0 };
}

/** Whose luck it is at the moment: a container serves one invocation after the other. */
export type LuckNow = () => Luck;

/** The port as the unlucky see it: others' calls come in between, calls fail, its owner may die. */
export function unlucky<Port extends object>(port: Port, luckNow: LuckNow): Port {
  return new Proxy(port, {
    get: (target, name, receiver) => {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return (...call: readonly unknown[]) => attempt(luckNow(), () => Reflect.apply(member, target, call));
    },
  });
}

/** The same for each request to DynamoDB: one call of a port is several of these. */
export function unluckyClient(client: DynamoDBClient, luckNow: LuckNow): DynamoDBClient {
  const send = (command: Parameters<DynamoDBClient['send']>[0]) => attempt(luckNow(), () => client.send(command));
  return Object.assign(Object.create(client), { send });
}

export async function attempt<T>(luck: Luck, call: () => Promise<T>): Promise<T> {
  await pause(luck.random.below(4));
  if (luck.dead) throw new Error('killed');
  if (luck.random.chance(luck.killing)) {
    luck.dead = true;
    // It dies just before or just after the call took effect.
    return afterTrouble(luck, call, 'killed');
  }
  if (luck.random.chance(luck.failing)) return afterTrouble(luck, call, 'throttled');
  const result = await call();
  await pause(luck.random.below(4));
  return result;
}

async function afterTrouble<T>(luck: Luck, call: () => Promise<T>, reason: string): Promise<never> {
  luck.troubles++;
  if (luck.random.chance(0.5)) await call();
  throw new Error(reason);
}

/** Lets the others go first, so many times. */
async function pause(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await null;
}
