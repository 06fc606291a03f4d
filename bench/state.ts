import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Rule } from '../lib/ir/index.ts';
import { corpora } from '../test/corpora.ts';
import { callBy, type StateLine, start, stateLine } from './state-line.ts';
import { stateRules } from './state-rules.ts';

/**
 * What correlation costs in DynamoDB request units: `npm run bench -- state`. Fails where a figure misses its goal:
 * 1/15 of a write per candidate on CloudTrail, and below 500 write and 1,500 read units in any second on any key.
 */
const batchSize = 1_000;
const goal = { share: 1 / 15, writes: 500, reads: 1_500 };

/** The CloudTrail corpus as it would arrive, in batches of a thousand. */
async function cloudTrail(): Promise<void> {
  const folder = corpora();
  if (folder === null) return console.log('no corpora on this machine (WEIR_CORPORA), so no figure for CloudTrail');
  const text = gunzipSync(readFileSync(join(folder, 'cloudtrail-stratus.ndjson.gz'))).toString('utf8');
  const lines = text
    .trim()
    .split('\n')
    .map(line => ({ line, time: Date.parse(JSON.parse(line).eventTime) * 1000 }))
    .sort((a, b) => a.time - b.time);
  const line = stateLine(stateRules);
  for (let at = 0; at < lines.length; at += batchSize) {
    const batch = lines.slice(at, at + batchSize);
    await line.send(
      batch.map(each => each.line),
      batch.at(-1)?.time ?? 0,
    );
  }
  const share = report(`CloudTrail, ${lines.length} events, ${stateRules.length} correlations`, line);
  if (share > goal.share) missed(`more than 1/${1 / goal.share}`);
}

/** What an attacker can make it cost: every event under a key of its own. */
async function manyKeys(): Promise<void> {
  const line = stateLine(stateRules.filter(rule => rule.meta.id === 'count'));
  for (let batch = 0; batch < 3; batch++) {
    const time = start + batch * 1_000_000;
    const calls = Array.from({ length: batchSize }, (_, index) => `${batch}-${index}`);
    await line.send(
      calls.map(id => callBy(`who-${id}`, 'DescribeInstances', time, id)),
      time,
    );
  }
  report('every event under a key of its own, one rule', line);
}

/** One key, a thousand events a second, in batches of a thousand: what its partition takes in each second. */
async function hotKey(rules: readonly Rule[], seconds: number): Promise<void> {
  const line = stateLine(rules);
  let most = { writes: 0, reads: 0 };
  for (let second = 0; second < seconds; second++) {
    const time = start + second * 1_000_000;
    const calls = Array.from({ length: batchSize }, (_, index) =>
      callBy('who', callNames[index % callNames.length] ?? '', time + index * 1_000, `${second}-${index}`),
    );
    await line.send(calls, time + 1_000_000);
    const { writes, reads } = line.units.hottest();
    most = { writes: Math.max(most.writes, writes), reads: Math.max(most.reads, reads) };
  }
  const name = rules.map(rule => rule.meta.id).join(' and ');
  const { items, bytes } = line.units.totals();
  const cells = [name, seconds, line.findings(), most.writes, most.reads, items, bytes];
  console.log(`| ${cells.map(cell => cell.toLocaleString('en-US')).join(' | ')} |`);
  if (most.writes >= goal.writes || most.reads >= goal.reads) missed(`${goal.writes} writes or ${goal.reads} reads`);
}

/** In turn, so that the sequence is completed more than three hundred times a second. */
const callNames = ['GetUser', 'GetSecretValue', 'PutParameter'];

/** Shorter where each second is dear: thousands of sequences, and pairs of thousands with thousands. */
const slow: Readonly<Record<string, number>> = { sequence: 8, join: 8, chain: 10 };

async function hotKeys(): Promise<void> {
  console.log(
    '\none hot key, 1,000 events a second in batches of 1,000: the most in any second on any partition key\n',
  );
  console.log('| rule | seconds | findings | write units | read units | items kept | bytes kept |');
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const rule of stateRules) {
    const { id } = rule.meta;
    // The chain with the rule that it feeds on.
    const rules = id === 'chain' ? stateRules.filter(one => ['temporal', 'chain'].includes(one.meta.id)) : [rule];
    await hotKey(rules, slow[id] ?? 30);
  }
}

function report(title: string, line: StateLine): number {
  const { writes, reads, bytes, items } = line.units.totals();
  const candidates = line.candidates();
  const share = (writes + reads) / candidates;
  console.log(`${title}, batches of ${batchSize}: ${line.findings()} findings`);
  console.log(
    `  ${candidates} candidates, ${writes} write units, ${reads} read units, ${items} items of ${bytes} bytes`,
  );
  console.log(`  ${share.toFixed(4)} units per candidate, which is 1/${(1 / share).toFixed(1)} of one write`);
  return share;
}

function missed(what: string): void {
  console.log(`  missed: ${what}`);
  process.exitCode = 1;
}

await cloudTrail();
await manyKeys();
await hotKeys();
