import type { Fact } from './expected.ts';

/** What is not as it must be, in words; empty where all active findings are the expected ones. */
export function differences(expected: readonly Fact[], found: readonly Fact[]): readonly string[] {
  const active = new Map(found.filter(({ state }) => state === 'active').map(fact => [fact.id, fact]));
  const wanted = new Map(expected.map(fact => [fact.id, fact]));
  const missing = expected.filter(({ id }) => !active.has(id)).map(fact => `missing: ${told(fact)}`);
  const extra = [...active.values()].filter(({ id }) => !wanted.has(id)).map(fact => `not expected: ${told(fact)}`);
  const other = expected.flatMap(fact => {
    const is = active.get(fact.id);
    return is === undefined || told(is) === told(fact) ? [] : [`is ${told(is)}, must be ${told(fact)}`];
  });
  return [...missing, ...extra, ...other];
}

function told({ id, rule, count, firstSeen, lastSeen }: Fact): string {
  return `${rule} ${id}: ${count} from ${firstSeen} to ${lastSeen}`;
}
