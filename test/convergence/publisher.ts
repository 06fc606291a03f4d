import type { Micros } from '../../lib/event/index.ts';
import type { AsffFinding, Finding, FindingRow, SnsMessage } from '../../lib/finding/index.ts';
import { type OutboxRecord, type PublishPorts, publish, publishBehind } from '../../lib/pipeline/index.ts';
import { attempt, type Luck } from './chaos.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** The publishing half of a schedule: functions that die between the findings table and receivers that fail. */
export interface Publisher {
  /** The stream's next records; from the first that failed on, they come again. */
  readonly deliver: (luck: Luck, now: Micros) => Promise<void>;
  /** Records that were delivered long ago. */
  readonly replay: (luck: Luck, now: Micros) => Promise<void>;
  readonly sweep: (luck: Luck, now: Micros) => Promise<void>;
  /** What the receivers hold wrongly in the end. */
  readonly differences: (rows: readonly FindingRow[]) => readonly string[];
  readonly messages: () => number;
}

interface Message {
  readonly name: string;
  readonly by: 'stream' | 'sweep';
  readonly luck: Luck;
}

const place = { partition: 'aws', account: '1', region: 'r' } as const;
const mostRecords = 10;

export function publisher(world: World, random: Random): Publisher {
  const hub = new Map<string, AsffFinding>();
  const messages: Message[] = [];
  /** What SNS was offered and did not answer. */
  const unanswered = new Set<string>();
  const delivered: OutboxRecord[] = [];

  const portsFor = (luck: Luck, by: Message['by']): PublishPorts => ({
    findings: world.open(() => luck).findings,
    sns: async message => {
      const name = nameOf(message);
      const outcome = await received(luck, async () => void messages.push({ name, by, luck }));
      if (outcome.outcome === 'failed') unanswered.add(name);
      return outcome;
    },
    securityHub: {
      place,
      importBatch: async findings => {
        const outcome = await received(luck, async () => importInto(hub, findings));
        return outcome.outcome === 'sent' ? { outcome: 'answered', failed: new Map() } : outcome;
      },
    },
    wait: async () => undefined,
    stormAfter: Number.MAX_SAFE_INTEGER,
  });

  return {
    deliver: async (luck, now) => {
      const records = world.stream.slice(0, 1 + random.below(mostRecords));
      const retry = await publish(records, portsFor(luck, 'stream'), now).then(
        published => published.retry,
        () => records.map(record => record.sequenceNumber),
      );
      // Nobody has heard what a dead one answered.
      const first = luck.dead ? 0 : records.findIndex(record => retry.includes(record.sequenceNumber));
      delivered.push(...world.stream.splice(0, first < 0 ? records.length : first));
    },
    replay: async (luck, now) => {
      const from = random.below(delivered.length + 1);
      const records = delivered.slice(from, from + mostRecords);
      await publish(records, portsFor(luck, 'stream'), now).catch(() => undefined);
    },
    sweep: async (luck, now) => {
      await publishBehind(1_000, portsFor(luck, 'sweep'), now).catch(() => undefined);
    },
    differences: rows => [...hubDifferences(hub, rows), ...snsDifferences(messages, unanswered, delivered)],
    messages: () => messages.length,
  };
}

/** A receiver's answer: what failed may have arrived all the same. */
async function received(luck: Luck, receive: () => Promise<void>) {
  try {
    await attempt(luck, receive);
    return { outcome: 'sent' } as const;
  } catch (error) {
    if (luck.dead) throw error;
    return { outcome: 'failed', reason: 'no answer' } as const;
  }
}

/** By Security Hub's own rule an update must be later than what it holds. */
function importInto(hub: Map<string, AsffFinding>, findings: readonly AsffFinding[]): void {
  for (const finding of findings) {
    const known = hub.get(finding.Id);
    if (known === undefined || finding.UpdatedAt > known.UpdatedAt) hub.set(finding.Id, finding);
  }
}

/** Security Hub holds each finding once, in its latest state. */
function hubDifferences(hub: ReadonlyMap<string, AsffFinding>, rows: readonly FindingRow[]): readonly string[] {
  const wanted = rows.map(({ finding }) => `${finding.id}@${finding.revision} ${finding.state}`);
  const held = [...hub.values()].map(({ Id, RecordState, ProductFields }) => {
    const state = RecordState === 'ACTIVE' ? 'active' : 'retracted';
    return `${Id}@${ProductFields['weir/revision']} ${state}`;
  });
  return [
    ...wanted.filter(each => !held.includes(each)).map(each => `Security Hub lacks ${each}`),
    ...held.filter(each => !wanted.includes(each)).map(each => `Security Hub holds ${each}`),
  ];
}

/**
 * SNS got each revision that notifies. A later one may stand for it where SNS did not answer, or where it had waited for
 * more than a minute and the sweep came first. Nothing came twice but after trouble between sending and writing it down.
 */
function snsDifferences(
  messages: readonly Message[],
  unanswered: ReadonlySet<string>,
  delivered: readonly OutboxRecord[],
): readonly string[] {
  const differences: string[] = [];
  const told = messages.map(({ name, by }) => {
    const [id = '', revision = ''] = name.split('@');
    return { id, revision: Number(revision), by };
  });
  for (const { row } of delivered) {
    if (row instanceof Error) differences.push(`unreadable row: ${row.message}`);
    else if (row.notifyRevision === row.finding.revision) {
      const { id, revision } = row.finding;
      const isAway = unanswered.has(`${id}@${revision}`);
      const stands = told.some(
        each =>
          each.id === id &&
          (each.revision === revision || (each.revision > revision && (isAway || each.by === 'sweep'))),
      );
      if (!stands) differences.push(`SNS was not told of ${id}@${revision}`);
    }
  }
  for (const [position, { name, luck }] of messages.entries()) {
    const isRepeated = messages.slice(position + 1).some(later => later.name === name);
    if (isRepeated && luck.troubles === 0) differences.push(`SNS was told twice of ${name}`);
  }
  return differences;
}

function nameOf({ message }: SnsMessage): string {
  const { id, revision } = JSON.parse(JSON.parse(message).default) as Finding;
  return `${id}@${revision}`;
}
