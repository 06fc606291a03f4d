import { type FindingRow, isBehind } from '../../lib/finding/index.ts';
import { generator, shuffled } from '../testing/shuffled.ts';
import { differences } from './differences.ts';
import { type Fact, factOf } from './expected.ts';
import type { ProofPorts } from './ports.ts';
import type { Telemetry } from './telemetry.ts';

export interface ProofOptions {
  readonly seed: number;
  readonly timeoutSeconds: number;
  /** All rules of the stack. */
  readonly rules: readonly string[];
}

/** One promise, kept or not. */
export interface Step {
  readonly name: string;
  readonly isKept: boolean;
  readonly seconds: number;
  readonly says: readonly string[];
}

const pollMillis = 2_000;
/** The functions' clocks are not this one. */
const clockMarginMillis = 60_000;
const mostTold = 10;

/**
 * Sends telemetry out of order, in any batches and partly twice, with a record in it that can never be decoded; then all
 * of it once more in another order, while it is not late. What comes of it must be what one pass in order comes to.
 */
export async function runProof(
  telemetry: Telemetry,
  expected: readonly Fact[],
  options: ProofOptions,
  ports: ProofPorts,
  say: (step: Step) => void,
): Promise<boolean> {
  const begun = ports.now();
  const poison = poisonRecord(telemetry.mark);
  const rows = async () =>
    (await ports.opened(options.rules, begun - clockMarginMillis)).filter(row => isOf(telemetry, row));
  const step = async (name: string, check: () => Promise<readonly string[]>): Promise<boolean> => {
    const started = ports.now();
    // Faults may be made while a proof runs; they hit its own looking as well.
    const look = () => check().catch((error: unknown) => [`could not be looked at: ${String(error)}`]);
    let says = await look();
    while (says.length > 0 && ports.now() - started < options.timeoutSeconds * 1000) {
      await ports.wait(pollMillis);
      says = await look();
    }
    const isKept = says.length === 0;
    say({ name, isKept, seconds: (ports.now() - started) / 1000, says: says.slice(0, mostTold) });
    return isKept;
  };
  await deliver(telemetry, [poison], options.seed, ports);
  await deliver(telemetry, [], options.seed + 1, ports);
  const kept = [
    await step('findings are those of one pass in order', async () =>
      differences(
        expected,
        (await rows()).map(row => factOf(row.finding)),
      ),
    ),
    await step('each is sent once, in its latest state', async () => unsent(await rows(), ports)),
    await step('what cannot be decoded is put aside', async () =>
      (await ports.isParked(poison.toString('base64').slice(0, 60), begun)) ? [] : ['it is not in quarantine'],
    ),
  ];
  const before = (await rows()).map(row => JSON.stringify(row.finding)).sort();
  await ports.wait(settleMillis);
  kept.push(
    await step('and nothing changes any more', async () => {
      const after = (await rows()).map(row => JSON.stringify(row.finding)).sort();
      return after.join('\n') === before.join('\n') ? [] : ['findings have changed'];
    }),
  );
  return kept.every(Boolean);
}

/** Long enough for the next sweep and for what a stream still holds. */
const settleMillis = 70_000;

async function deliver({ lines }: Telemetry, extra: readonly Uint8Array[], seed: number, ports: ProofPorts) {
  const random = generator(seed);
  for (const batch of shuffled(lines, seed)) {
    const records: Uint8Array[] = [...extra];
    for (let at = 0; at < batch.length; ) {
      const size = 1 + Math.floor(random() * 5);
      records.push(Buffer.from(`${batch.slice(at, at + size).join('\n')}\n`));
      at += size;
    }
    await ports.put(records);
  }
}

/** The beginning of a gzip member and nothing that could follow it. */
function poisonRecord(mark: string): Buffer {
  return Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), Buffer.from(mark)]);
}

function isOf({ mark }: Telemetry, { finding }: FindingRow): boolean {
  return Object.values(finding.entity).some(value => value.startsWith(mark));
}

/** What went under in a storm, and what is staged, is not sent. */
async function unsent(rows: readonly FindingRow[], ports: ProofPorts): Promise<readonly string[]> {
  const sent = rows.filter(row => !row.held && !row.finding.staged);
  const behind = sent.filter(row => isBehind(row, 'sns')).map(row => `SNS waits for ${row.finding.id}`);
  const hub = await ports.inHub(sent.map(row => row.finding.id));
  if (hub === null) return behind;
  const wrong = sent.flatMap(({ finding: { id, revision, state } }) => {
    const records = hub.get(id) ?? [];
    const [record] = records;
    if (records.length !== 1 || record === undefined) return [`Security Hub holds ${id} ${records.length} times`];
    if (record.revision !== revision) return [`Security Hub holds ${id} at ${record.revision}, not ${revision}`];
    return record.isArchived === (state === 'retracted') ? [] : [`Security Hub has ${id} in another state`];
  });
  return [...behind, ...wrong];
}
