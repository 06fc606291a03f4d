/** A bounded memory of a container: what was not asked for longest goes first. Forgetting costs requests, never findings. */
export interface RecentlyUsed<Value> {
  readonly get: (key: string) => Value | undefined;
  readonly set: (key: string, value: Value) => void;
}

export function recentlyUsed<Value>(most: number): RecentlyUsed<Value> {
  const values = new Map<string, Value>();
  const touch = (key: string, value: Value): void => {
    values.delete(key);
    values.set(key, value);
    const [oldest] = values.keys();
    if (values.size > most && oldest !== undefined) values.delete(oldest);
  };
  return {
    get: key => {
      const value = values.get(key);
      if (value !== undefined) touch(key, value);
      return value;
    },
    set: touch,
  };
}
