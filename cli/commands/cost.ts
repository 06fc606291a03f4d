import { readFileSync } from 'node:fs';
import { type Command, type ExitCode, shared } from '../command.ts';
import { monthlyUnits, type Usage, type Workload } from '../cost/units.ts';
import { readConfiguration } from '../rule-set.ts';
import { style } from '../style.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import type { Words } from '../words.ts';

const formats = ['text', 'json'] as const;

export const cost: Command = {
  name: 'cost',
  summary: 'what a deployment uses in a month, in the units that AWS bills',
  operands: '',
  about:
    'Units, not money: prices are yours to give, as a JSON file from the names of the units to a price each\n' +
    '(docs/cost.md has a dated example). The figures for a gigabyte are measured and stand in docs/cost.md; take your own\n' +
    'from the dashboard once it runs. Buffers and archiving are those of weir.yml.',
  options: [
    { name: 'gb-per-day', takes: 'N', says: 'logs a day, as they are written, before compression' },
    {
      name: 'direct-share',
      takes: 'N',
      default: '0',
      says: 'percent of them put into the plain stream, not by CloudWatch Logs',
    },
    {
      name: 'record-bytes',
      takes: 'N',
      default: '500',
      says: 'size of a record in the plain stream: a line, or what is gathered',
    },
    { name: 'gzip-ratio', takes: 'N', default: '8', says: 'how many times smaller CloudWatch Logs makes them' },
    { name: 'findings-per-day', takes: 'N', default: '100', says: 'findings a day' },
    { name: 'lambda-seconds-per-gb', takes: 'N', default: '700', says: 'time of detect for a GB of logs' },
    { name: 'write-units-per-gb', takes: 'N', default: '450000', says: 'DynamoDB write units for a GB of logs' },
    { name: 'read-units-per-gb', takes: 'N', default: '115000', says: 'DynamoDB read units for a GB of logs' },
    { name: 'days', takes: 'N', default: '30', says: 'days of the month' },
    { name: 'prices', takes: 'FILE', says: 'a price for each unit, as JSON' },
    { name: 'format', takes: 'FORMAT', choices: formats, default: 'text', says: 'how it is printed' },
    shared.config,
  ],
  examples: [
    { line: 'weir cost --gb-per-day 20', says: 'by CloudWatch Logs' },
    { line: 'weir cost --gb-per-day 20 --direct-share 100 --prices prices.json', says: 'by Fluent Bit, in money' },
  ],
  run: showCost,
};

async function showCost(words: Words, terminal: Terminal): Promise<ExitCode> {
  if (words.operands.length > 0)
    throw new UsageError(`weir cost takes no operands; did you mean --gb-per-day ${words.operands[0]}?`);
  if (words.text('gb-per-day') === '')
    throw new UsageError('weir cost needs --gb-per-day N', 'logs a day, in gigabytes');
  const units = monthlyUnits(workloadOf(words, terminal));
  const prices = readPrices(words.text('prices'), units);
  const priced = units.map(usage => ({ ...usage, price: prices[usage.name] ?? null }));
  if (words.choice('format', formats) === 'json') {
    terminal.print(JSON.stringify(priced, null, 2));
    return 0;
  }
  const paint = style(terminal.colour);
  for (const { name, unit, amount, because, price } of priced) {
    const money = price === null ? '' : (amount * price).toFixed(2).padStart(12);
    terminal.print(`${name.padEnd(22)}${shown(amount).padStart(16)} ${unit.padEnd(10)}${money}  ${paint.dim(because)}`);
  }
  const missing = priced.filter(({ price }) => price === null).map(({ name }) => name);
  if (words.text('prices') !== '') {
    const total = priced.reduce((sum, { amount, price }) => sum + amount * (price ?? 0), 0);
    terminal.print(
      `${'total'.padEnd(49)}${total.toFixed(2).padStart(12)}  ${paint.dim('a month, in the money of your prices')}`,
    );
    if (missing.length > 0) terminal.say(`without a price: ${missing.join(', ')}`);
  }
  return 0;
}

function workloadOf(words: Words, terminal: Terminal): Workload {
  const { deploy } = readConfiguration(words.text('config'), terminal).config;
  const gigabytes = positive(words, 'gb-per-day', 0);
  const direct = positive(words, 'direct-share', 0) / 100;
  if (direct > 1) throw new UsageError('--direct-share is a percentage, 100 at most');
  return {
    vendedGigabytesPerDay: gigabytes * (1 - direct),
    directGigabytesPerDay: gigabytes * direct,
    recordBytes: positive(words, 'record-bytes', 1),
    gzipRatio: positive(words, 'gzip-ratio', 1),
    daysPerMonth: positive(words, 'days', 1),
    bufferMebibytes: deploy.bufferMebibytes,
    bufferSeconds: deploy.bufferSeconds,
    lambdaSecondsPerGigabyte: positive(words, 'lambda-seconds-per-gb', 0),
    writeUnitsPerGigabyte: positive(words, 'write-units-per-gb', 0),
    readUnitsPerGigabyte: positive(words, 'read-units-per-gb', 0),
    findingsPerDay: positive(words, 'findings-per-day', 0),
    archive: deploy.archive,
    archiveDays: deploy.archiveDays,
  };
}

function positive(words: Words, name: string, least: number): number {
  const value = Number(words.text(name));
  if (words.text(name).trim() !== '' && Number.isFinite(value) && value >= least) return value;
  throw new UsageError(`--${name} must be a number of at least ${least}, not "${words.text(name)}"`);
}

function readPrices(path: string, units: readonly Usage[]): Readonly<Record<string, number>> {
  if (path === '') return {};
  const known = units.map(({ name }) => name);
  try {
    const prices: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof prices !== 'object' || prices === null) throw new Error('it is no JSON object');
    return Object.fromEntries(
      Object.entries(prices).map(([name, price]: [string, unknown]) => {
        if (!known.includes(name)) throw new Error(`there is no unit "${name}"; there are ${known.join(', ')}`);
        if (typeof price !== 'number' || price < 0) throw new Error(`the price of "${name}" is no number`);
        return [name, price];
      }),
    );
  } catch (error) {
    throw new UsageError(`--prices ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function shown(amount: number): string {
  return amount.toLocaleString('en-US', { maximumFractionDigits: amount < 100 ? 2 : 0 });
}
