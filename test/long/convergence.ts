import { parseArgs } from 'node:util';
import { dynamoDbStateStore } from '../../lib/aws/index.ts';
import { memoryStore, type StateStore } from '../../lib/correlation/index.ts';
import { startDynamoDb } from '../aws/local-dynamodb.ts';
import { runSchedule } from '../convergence/schedule.ts';

/** The long form: `npm run convergence -- [--schedules 20000] [--seed 1] [--store memory|dynamodb]`. */
const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    store: { type: 'string', default: 'memory' },
  },
});

const first = Number(values.seed);
const last = first + Number(values.schedules) - 1;
const { make, stop } = await stores(values.store);
const sums = { schedules: 0, events: 0, findings: 0, retracted: 0, failures: 0, kills: 0 };
const began = performance.now();
for (let seed = first; seed <= last; seed++) {
  const report = await runSchedule(seed, await make(seed));
  sums.schedules++;
  for (const name of ['events', 'findings', 'retracted', 'failures', 'kills'] as const) sums[name] += report[name];
  if (report.differences.length > 0) {
    console.log(`seed ${seed} did not converge (repeat with --seed ${seed} --schedules 1):`);
    for (const difference of report.differences) console.log(`  ${difference}`);
    process.exitCode = 1;
  }
  if (seed % 500 === 0) console.log(`seed ${seed}: ${JSON.stringify(sums)}`);
}
const seconds = ((performance.now() - began) / 1000).toFixed(0);
console.log(`${values.store}, seeds ${first} to ${last}, ${seconds} s: ${JSON.stringify(sums)}`);
await stop();

async function stores(
  name: string,
): Promise<{ make: (seed: number) => Promise<StateStore>; stop: () => Promise<void> }> {
  if (name === 'memory') return { make: async () => memoryStore(), stop: async () => undefined };
  if (name !== 'dynamodb') throw new Error(`--store is memory or dynamodb, not ${name}`);
  const dynamoDb = await startDynamoDb();
  const make = async (seed: number) => {
    const table = `state-${seed}`;
    await dynamoDb.createTable(table);
    return dynamoDbStateStore(dynamoDb.client, table);
  };
  return { make, stop: dynamoDb.stop };
}
