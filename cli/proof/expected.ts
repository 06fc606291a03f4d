import type { RuleBundle } from '../../lib/engine/index.ts';
import type { Finding } from '../../lib/finding/index.ts';
import { decodeFile, defaultLimits } from '../../lib/ingest/index.ts';
import { openSession } from '../detection/session.ts';

/** What must be true of a finding wherever it stands. */
export type Fact = Pick<Finding, 'id' | 'rule' | 'state' | 'count' | 'firstSeen' | 'lastSeen'>;

export function factOf({ id, rule, state, count, firstSeen, lastSeen }: Finding): Fact {
  return { id, rule, state, count, firstSeen, lastSeen };
}

/** One pass over the same lines, in order, with the same rules, in this process: what the stack must come to. */
export async function expectedFindings(
  bundle: RuleBundle,
  lines: readonly string[],
  nowMillis: number,
): Promise<readonly Fact[]> {
  const session = openSession({ bundle, source: '', now: nowMillis * 1000 });
  const context = { recordId: 'proof', arrival: nowMillis * 1000, account: '', region: '' };
  for (const decoded of decodeFile(Buffer.from(lines.join('\n')), context, defaultLimits)) {
    if (decoded.outcome === 'logs') await session.feed(decoded.logs);
  }
  await session.close();
  return session.active().map(({ row }) => factOf(row.finding));
}
