import { describe, expect, it } from 'vitest';
import { type Novelty, noveltyText } from '../../lib/finding/index.ts';

const names = ['user.name', 'host.name', 'process.parent.name', 'process.name'];
const novelty: Novelty = {
  names,
  values: ['deploy', 'db-3', 'sshd', 'psql'],
  historyDays: 30,
  newSince: '',
  instead: [],
};
const whole = 'First time `deploy` ran `psql` under `sshd` on `db-3` in 30 days';

describe('what is new, in words', () => {
  it.each([
    { name: 'alone', change: {}, says: `${whole}.` },
    {
      name: 'with what was seen instead, part by part',
      change: {
        instead: [
          { part: 2, value: 'cron', days: 28 },
          { part: 0, value: 'backup', days: 3 },
          { part: 3, value: 'pg_dump', days: 2 },
          { part: 1, value: 'db-9', days: 1 },
        ],
      },
      says: `${whole}; seen on 28 days under \`cron\`, on 3 days by \`backup\`, on 2 days running \`pg_dump\`.`,
    },
    {
      name: 'on one day',
      change: { instead: [{ part: 1, value: 'db-9', days: 1 }], historyDays: 1 },
      says: 'First time `deploy` ran `psql` under `sshd` on `db-3` in a day; seen on 1 day on `db-9`.',
    },
    {
      name: 'while it is not learned from',
      change: { newSince: '2026-01-15' },
      says: 'New since 2026-01-15 and not learned from yet: `deploy` ran `psql` under `sshd` on `db-3`.',
    },
    {
      name: 'of a user, host and parent alone',
      change: { names: names.slice(0, 3), values: ['deploy', 'db-3', 'sshd'] },
      says: 'First time `deploy` was seen under `sshd` on `db-3` in 30 days.',
    },
    {
      name: 'without a user',
      change: { names: ['process.name', 'host.id'], values: ['psql', 'i-1'] },
      says: 'First time `psql` ran on `i-1` in 30 days.',
    },
    {
      name: 'of an action in the cloud',
      change: { names: ['event.action', 'user.name', 'source.ip'], values: ['CopyDBSnapshot', 'eve', '10.0.0.1'] },
      says: 'First time `eve` did `CopyDBSnapshot` from `10.0.0.1` in 30 days.',
    },
    {
      name: 'without a subject, and of a field of no known role',
      change: { names: ['destination.ip', 'tls.client.ja3'], values: ['10.9.9.9', 'abc'] },
      says: 'First time seen to `10.9.9.9` with tls.client.ja3 `abc` in 30 days.',
    },
    {
      name: 'of hostile values: no line breaks, no endless texts',
      change: { names: ['user.name'], values: [`a\n${'b'.repeat(200)}`], historyDays: 7 },
      says: `First time \`a ${'b'.repeat(77)}…\` was seen in 7 days.`,
    },
  ])('$name', ({ change, says }) => expect(noveltyText({ ...novelty, ...change })).toBe(says));
});
