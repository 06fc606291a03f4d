import { hash } from 'node:crypto';
import type { Log } from '../ingest/index.ts';

/**
 * The identity of a log that has none of its own: CloudWatch's where it came through CloudWatch, else what it says.
 * `ownTime` is the time that the log itself states, '' where it states none: an arrival would differ on redelivery.
 */
export function eventId(source: string, log: Log, ownTime: string): string {
  const { account, logGroup, logStream } = log.origin;
  const facts =
    log.cloudWatchId === ''
      ? ['text', source, ownTime, log.text, String(log.ordinal)]
      : ['cloudwatch', account, logGroup, logStream, log.cloudWatchId, String(log.ordinal)];
  return `${source}:${hashOf(facts)}`;
}

/** 132 bits, which is short enough to store often and long enough never to meet another. */
export function hashOf(facts: readonly string[]): string {
  return hash('sha256', facts.map(fact => `${fact.length}:${fact}`).join(''), 'base64url').slice(0, 22);
}
