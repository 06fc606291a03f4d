import { parseArgs } from 'node:util';
import { startDynamoDb } from '../aws/local-dynamodb.ts';
import { dynamoDbWorlds, tablesWorld } from '../convergence/dynamodb-world.ts';
import { runSchedule } from '../convergence/schedule.ts';
import { memoryWorld, type NewWorld } from '../convergence/world.ts';

/**
 * The long form: `npm run convergence -- [SCHEDULES] [--seed 1] [--store memory|tables|dynamodb]`. `tables` are the
 * DynamoDB ports on tables in this process, `dynamodb` the same on an embedded DynamoDB.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, store: { type: 'string', default: 'memory' } },
});

const first = Number(values.seed);
const last = first + Number(positionals[0] ?? '20000') - 1;
const { newWorld, stop } = await storesNamed(values.store);
const sums = { schedules: 0, events: 0, findings: 0, retracted: 0, capped: 0, messages: 0, failures: 0, kills: 0 };
const began = performance.now();
for (let seed = first; seed <= last; seed++) {
  const report = await runSchedule(seed, newWorld);
  sums.schedules++;
  for (const name of ['events', 'findings', 'retracted', 'capped', 'messages', 'failures', 'kills'] as const)
    sums[name] += report[name];
  if (report.differences.length > 0) {
    console.log(
      `seed ${seed} did not converge (repeat with: npm run convergence -- 1 --seed ${seed} --store ${values.store}):`,
    );
    for (const difference of report.differences) console.log(`  ${difference}`);
    process.exitCode = 1;
  }
  if (seed % 500 === 0) console.log(`seed ${seed}: ${JSON.stringify(sums)}`);
}
const seconds = ((performance.now() - began) / 1000).toFixed(0);
console.log(`${values.store}, seeds ${first} to ${last}, ${seconds} s: ${JSON.stringify(sums)}`);
await stop();

async function storesNamed(name: string): Promise<{ newWorld: NewWorld; stop: () => Promise<void> }> {
  if (name === 'memory') return { newWorld: memoryWorld, stop: async () => undefined };
  if (name === 'tables') return { newWorld: tablesWorld, stop: async () => undefined };
  if (name !== 'dynamodb') throw new Error(`--store is memory, tables or dynamodb, not ${name}`);
  const dynamoDb = await startDynamoDb();
  return { newWorld: dynamoDbWorlds(dynamoDb), stop: dynamoDb.stop };
}
