import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../cli/commands/index.ts';
import { monthlyUnits, type Workload } from '../../../cli/cost/units.ts';
import { run } from '../../../cli/run.ts';
import { recordedTerminal } from '../terminal.ts';

const load: Workload = {
  vendedGigabytesPerDay: 0,
  directGigabytesPerDay: 0,
  recordBytes: 500,
  gzipRatio: 8,
  daysPerMonth: 30,
  bufferMebibytes: 1,
  bufferSeconds: 10,
  lambdaSecondsPerGigabyte: 1000,
  writeUnitsPerGigabyte: 10,
  readUnitsPerGigabyte: 20,
  findingsPerDay: 0,
  archive: false,
  archiveDays: 90,
};

function amount(name: string, change: Partial<Workload>): number {
  return monthlyUnits({ ...load, ...change }).find(usage => usage.name === name)?.amount ?? Number.NaN;
}

describe('units of a month', () => {
  const cases: readonly (readonly [what: string, name: string, change: Partial<Workload>, amount: number])[] = [
    ['a record of a line is billed as 5 KB', 'firehose-direct', { directGigabytesPerDay: 1, recordBytes: 512 }, 300],
    ['one of exactly 5 KB as it is', 'firehose-direct', { directGigabytesPerDay: 1, recordBytes: 5120 }, 30],
    [
      'one byte more as 10 KB',
      'firehose-direct',
      { directGigabytesPerDay: 1, recordBytes: 5121 },
      (30 * 10_240) / 5121,
    ],
    ['what CloudWatch Logs sends is not rounded', 'firehose-vended', { vendedGigabytesPerDay: 8 }, 30],
    [
      'time is counted at the memory of detect',
      'lambda-gb-seconds',
      { vendedGigabytesPerDay: 1 },
      30_000 * (1769 / 1024) + 8640,
    ],
    [
      'a slow stream is called every ten seconds',
      'lambda-requests',
      { vendedGigabytesPerDay: 0.001 },
      30 * (8640 + 1440),
    ],
    ['a fast one for every mebibyte', 'lambda-requests', { directGigabytesPerDay: 1048.576 }, 30 * (1_000_000 + 1440)],
    ['a stream without data is not called', 'lambda-requests', {}, 30 * 1440],
    [
      'state is written for logs and findings',
      'dynamodb-write-units',
      { vendedGigabytesPerDay: 2, findingsPerDay: 3 },
      600 + 1350,
    ],
    ['nothing is kept where archiving is off', 's3-gb-months', { vendedGigabytesPerDay: 8 }, 0],
    ['else as long as weir.yml says', 's3-gb-months', { vendedGigabytesPerDay: 8, archive: true }, 90],
  ];
  it.each(cases)('%s', (_, name, change, expected) => expect(amount(name, change)).toBeCloseTo(expected, 6));
});

describe('weir cost', () => {
  const prices = join(import.meta.dirname, '../../../docs/prices-example.json');

  it('prints units, and money where prices are given', async () => {
    const terminal = recordedTerminal();
    expect(await run(commands, ['cost', '--gb-per-day', '20', '--prices', prices], terminal)).toBe(0);
    expect(terminal.out[0]).toMatch(/^firehose-vended\s+75 GB\s+9\.75 {2}CloudWatch Logs, gzip 1:8, no rounding$/);
    expect(terminal.out.at(-1)).toMatch(/^total\s+\d+\.\d\d {2}a month/);
    expect(terminal.err).toEqual([]);
  });

  it.each([
    [[], 'weir cost needs --gb-per-day N'],
    [['--gb-per-day', 'much'], '--gb-per-day must be a number of at least 0, not "much"'],
    [['--gb-per-day', '1', '--direct-share', '101'], '--direct-share is a percentage, 100 at most'],
    [['--gb-per-day', '1', '--prices', 'nowhere.json'], '--prices nowhere.json'],
  ])('%j is a wrong use', async (words, says) => {
    const terminal = recordedTerminal();
    expect(await run(commands, ['cost', ...words], terminal)).toBe(2);
    expect(terminal.err.join('\n')).toContain(says);
  });
});
