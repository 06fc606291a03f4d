import {
  type AsffFinding,
  type Finding,
  type FindingRow,
  type FindingSink,
  type ImportOutcome,
  memoryFindingSink,
  type SendOutcome,
  type SnsMessage,
  validateAsff,
} from '../../lib/finding/index.ts';
import {
  type OutboxRecord,
  type Published,
  type PublishPorts,
  publish,
  publishBehind,
} from '../../lib/pipeline/index.ts';
import { finding, midnight, second } from '../finding/samples.ts';

export const place = { partition: 'aws', account: '123456789012', region: 'eu-west-1' } as const;

/** The publishing half of the line: a sink whose changes of content become stream records, and receivers that can be ill. */
export interface PublishLine {
  now: number;
  /** What the next calls answer; empty: all is well. */
  readonly snsAnswers: SendOutcome[];
  readonly hubAnswers: ImportOutcome[];
  /** Ids that Security Hub refuses whenever it sees them. */
  readonly poison: Set<string>;
  snsAlways: SendOutcome | null;
  hubAlways: ImportOutcome | null;
  readonly sink: FindingSink;
  readonly ports: PublishPorts;
  readonly messages: SnsMessage[];
  readonly snsCalls: () => number;
  readonly hubCalls: AsffFinding[][];
  /** What Security Hub holds, by its own rule: an update must be later. */
  readonly hub: Map<string, AsffFinding>;
  readonly waits: number[];
  readonly save: (change: Partial<Finding>, hits?: number) => Promise<void>;
  /** Delivers the stream's records until none is asked for again, `rounds` times at most. */
  readonly deliver: (rounds?: number) => Promise<Published[]>;
  readonly sweep: (limit?: number) => Promise<Published>;
  readonly stream: OutboxRecord[];
}

export function publishLine(change: Partial<PublishPorts> = {}): PublishLine {
  const memory = memoryFindingSink();
  const stream: OutboxRecord[] = [];
  let sequence = 0;
  let snsCalls = 0;
  const sink: FindingSink = {
    ...memory,
    save: async (one, basis, now) => {
      const outcome = await memory.save(one, basis, now);
      const row = await memory.load(one.id);
      if (row !== null && (outcome === 'created' || outcome === 'updated')) {
        stream.push({ sequenceNumber: String(++sequence), id: one.id, row });
      }
      return outcome;
    },
  };
  const line: PublishLine = {
    now: midnight,
    snsAnswers: [],
    hubAnswers: [],
    poison: new Set(),
    snsAlways: null,
    hubAlways: null,
    sink,
    messages: [],
    hubCalls: [],
    hub: new Map(),
    waits: [],
    snsCalls: () => snsCalls,
    stream,
    ports: {
      findings: sink,
      sns: async message => {
        snsCalls++;
        const outcome = line.snsAlways ?? line.snsAnswers.shift() ?? { outcome: 'sent' };
        if (outcome.outcome === 'sent') line.messages.push(message);
        return outcome;
      },
      securityHub: { place, importBatch: async findings => importInto(line, findings) },
      wait: async millis => {
        line.waits.push(millis);
      },
      stormAfter: 50,
      ...change,
    },
    save: async (one, hits = 1) => {
      await sink.save(finding(one), { hits, closed: false }, line.now);
    },
    deliver: async (rounds = 20) => {
      const all: Published[] = [];
      for (let round = 0; round < rounds && stream.length > 0; round++) {
        const records = stream.splice(0);
        const published = await publish(records, line.ports, line.now);
        all.push(published);
        // As Lambda does: from the first that failed on, all come again.
        const first = records.findIndex(record => published.retry.includes(record.sequenceNumber));
        if (first >= 0) stream.unshift(...records.slice(first));
        line.now += second;
      }
      return all;
    },
    sweep: (limit = 1000) => publishBehind(limit, line.ports, line.now),
  };
  return line;
}

function importInto(line: PublishLine, findings: readonly AsffFinding[]): ImportOutcome {
  line.hubCalls.push([...findings]);
  for (const one of findings) {
    const wrong = validateAsff(JSON.parse(JSON.stringify(one)), place);
    if (wrong.length > 0) throw new Error(wrong.join('; '));
  }
  const answer = line.hubAlways ?? line.hubAnswers.shift() ?? { outcome: 'answered', failed: new Map() };
  if (answer.outcome !== 'answered') return answer;
  const failed = new Map(answer.failed);
  for (const one of findings) {
    if (line.poison.has(one.Id)) failed.set(one.Id, { outcome: 'refused', reason: 'InvalidInput: poison' });
    if (failed.has(one.Id)) continue;
    const known = line.hub.get(one.Id);
    if (known === undefined || one.UpdatedAt > known.UpdatedAt) line.hub.set(one.Id, one);
  }
  return { outcome: 'answered', failed };
}

/** `id@revision` of each message that SNS got, in order. */
export function told(line: PublishLine): string[] {
  return line.messages.map(({ message }) => {
    const { id, revision } = JSON.parse(JSON.parse(message).default) as Finding;
    return `${id}@${revision}`;
  });
}

export async function rowOf(line: PublishLine, id: string): Promise<FindingRow> {
  const row = await line.sink.load(id);
  if (row === null) throw new Error(`no finding ${id}`);
  return row;
}
