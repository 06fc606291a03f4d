import { setImmediate } from 'node:timers/promises';

/** Two tasks whose calls happen one at a time, in an order that a test chooses. */
export interface Lanes {
  /** Makes each call of a port wait for its lane's turn. */
  readonly gate: <T extends object>(port: T, lane: number) => T;
  /** Runs the tasks; `order` says whose next call goes first, and then second, …. What is left when it ends goes on. */
  readonly run: (tasks: readonly (() => Promise<unknown>)[], order: readonly number[]) => Promise<void>;
}

export function lanes(): Lanes {
  const waiting = new Map<number, () => void>();
  return {
    gate: (port, lane) =>
      new Proxy(port, {
        get: (target, name, receiver) => {
          const value: unknown = Reflect.get(target, name, receiver);
          if (typeof value !== 'function') return value;
          return async (...call: unknown[]) => {
            await new Promise<void>(resolve => void waiting.set(lane, resolve));
            return await value.apply(target, call);
          };
        },
      }),
    run: async (tasks, order) => {
      const running = new Set<number>();
      const all = tasks.map(async (task, lane) => {
        running.add(lane);
        await task();
        running.delete(lane);
      });
      const release = async (lane: number): Promise<void> => {
        await setImmediate();
        waiting.get(lane)?.();
        waiting.delete(lane);
        await setImmediate();
      };
      for (const lane of order) await release(lane);
      while (running.size > 0) for (const lane of [...running]) await release(lane);
      await Promise.all(all);
    },
  };
}

/** Every way to merge `a` calls of lane 0 with `b` of lane 1. */
export function mergings(a: number, b: number): readonly (readonly number[])[] {
  if (a === 0 && b === 0) return [[]];
  return [
    ...(a > 0 ? mergings(a - 1, b).map(rest => [0, ...rest]) : []),
    ...(b > 0 ? mergings(a, b - 1).map(rest => [1, ...rest]) : []),
  ];
}
