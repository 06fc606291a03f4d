import { mutations } from '../test/sources/hostile.ts';
import { readEverything } from '../test/sources/read-everything.ts';

/**
 * Reads a million generated and mutated records through every parser: `npm run fuzz [COUNT] [SEED]`. Stops at the first
 * that throws, and names the slowest, so that a cost that is more than linear shows.
 */
const SLOW = 20;
const [count = 1_000_000, seed = 1] = process.argv.slice(2).map(Number);
const stream = mutations(seed);
const bySource = new Map<string, number>();
let slowest = { milliseconds: 0, record: '' };
let bytes = 0;
const start = performance.now();
for (let number = 0; number < count; number++) {
  const record = stream.next().value ?? '';
  const before = performance.now();
  try {
    for (const source of readEverything(Buffer.from(record)).sources)
      bySource.set(source, (bySource.get(source) ?? 0) + 1);
  } catch (error) {
    console.error(`record ${number} of seed ${seed} threw: ${JSON.stringify(record)}`);
    throw error;
  }
  const milliseconds = again(record, performance.now() - before);
  if (milliseconds > slowest.milliseconds) slowest = { milliseconds, record };
  bytes += record.length;
  if (process.stdout.isTTY && number % 50_000 === 0) process.stdout.write(`\r${number} records`);
}
const seconds = (performance.now() - start) / 1000;
console.log(
  `\n${count} records (${(bytes / 1e6).toFixed(0)} MB, seed ${seed}) read in ${seconds.toFixed(0)} s, none threw`,
);
console.log(`slowest: ${slowest.milliseconds.toFixed(0)} ms for ${slowest.record.length} characters`);
console.log(`heap: ${(process.memoryUsage().heapUsed / 1e6).toFixed(0)} MB`);
console.log(
  [...bySource]
    .sort((a, b) => b[1] - a[1])
    .map(([source, events]) => `${source} ${events}`)
    .join(', '),
);
if (Object.keys(Object.prototype).length > 0) throw new Error('a prototype was polluted');

/** What was slow once may have been the machine; what is slow twice is the record. */
function again(record: string, first: number): number {
  if (first < SLOW) return first;
  const before = performance.now();
  readEverything(Buffer.from(record));
  return Math.min(first, performance.now() - before);
}
