import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodeFile, defaultLimits, type Log } from '../lib/ingest/index.ts';
import { defaultSettings, joinLines, readLog, sourceNamed } from '../lib/sources/index.ts';
import { corpora } from '../test/corpora.ts';
import { seeds } from '../test/sources/hostile.ts';
import { millis } from './measure.ts';

/**
 * What reading costs, per source: MB/s from bytes to events, beside JSON.parse of each line, or splitting into lines, of
 * the same bytes. Interleaved, the median of the ratios counts; in processor time.
 */
export interface SourceCost {
  readonly name: string;
  readonly megabytes: number;
  readonly events: number;
  readonly plainMBs: number;
  readonly readMBs: number;
  /** Of plain work's speed. */
  readonly ratio: number;
}

const ROUNDS = 9;
const WANTED_BYTES = 1_000_000;

export function sourceCosts(): readonly SourceCost[] {
  return inputs().map(({ name, bytes, isJson }) => {
    const plain = (): number => plainWork(bytes, isJson);
    const ours = (): number => events(bytes);
    plain();
    const count = ours();
    const rounds = Array.from({ length: ROUNDS }, () => [seconds(plain), seconds(ours)] as const);
    const megabytes = bytes.length / 1e6;
    const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
    return {
      name,
      megabytes,
      events: count,
      plainMBs: megabytes / middle(rounds.map(([time]) => time)),
      readMBs: megabytes / middle(rounds.map(([, time]) => time)),
      ratio: middle(rounds.map(([a, b]) => a / b)),
    };
  });
}

/** Recorded logs where this machine has them; else one good record of each source, repeated with its numbers changed. */
function inputs(): readonly { readonly name: string; readonly bytes: Buffer; readonly isJson: boolean }[] {
  const folder = corpora();
  const recorded = [
    ['windows (recorded)', 'windows-otrf-20k.ndjson.gz'],
    ['cloudtrail (recorded)', 'cloudtrail-stratus.ndjson.gz'],
    ['falco (recorded)', 'telemetry/falco-derived/falco.derived.jsonl'],
    ['auditd (recorded)', 'telemetry/audit/audit.enriched.log'],
    ['postgresql (recorded)', 'telemetry/postgres/postgresql.log.2026-11-21-01'],
    ['mysql-audit (recorded)', 'telemetry/mariadb/server_audit.log'],
  ] as const;
  const found = recorded.flatMap(([name, file]) => {
    const path = join(folder ?? '', file);
    if (folder === null || !existsSync(path)) return [];
    const raw = readFileSync(path);
    const bytes = file.endsWith('.gz') ? gunzipSync(raw) : raw;
    const cut = bytes.subarray(0, bytes.lastIndexOf(10, 4_000_000) + 1);
    return [{ name, bytes: repeated(cut), isJson: cut[0] === 0x7b }];
  });
  const made = seeds.map((seed, number) => ({
    name: `record ${number}: ${seed.slice(0, 24)}…`,
    bytes: repeated(Buffer.from(`${seed}\n`)),
    isJson: seed.startsWith('{'),
  }));
  return [...found, ...made];
}

function repeated(bytes: Buffer): Buffer {
  return Buffer.concat(Array.from({ length: Math.max(1, Math.round(WANTED_BYTES / bytes.length)) }, () => bytes));
}

function plainWork(bytes: Buffer, isJson: boolean): number {
  let count = 0;
  for (let at = 0; at < bytes.length; ) {
    const feed = bytes.indexOf(10, at);
    const end = feed < 0 ? bytes.length : feed;
    const line = bytes.toString('utf8', at, end);
    if (isJson && line !== '') JSON.parse(line);
    if (line !== '') count++;
    at = end + 1;
  }
  return count;
}

function events(bytes: Buffer): number {
  let count = 0;
  const context = { arrival: 0, recordId: '', account: '', region: '', file: 'bench' };
  for (const decoded of decodeFile(bytes, context, defaultLimits)) {
    if (decoded.outcome === 'logs') count += eventsOf(decoded.logs);
  }
  return count;
}

function eventsOf(logs: readonly Log[]): number {
  let count = 0;
  for (const log of joinLines(logs)) {
    const { parsed } = readLog(log, defaultSettings);
    if (parsed.outcome === 'events') count += parsed.events.length;
    if (parsed.outcome === 'fragment') count += sourceNamed(parsed.fragment.source)?.assemble === undefined ? 0 : 1;
  }
  return count;
}

function seconds(work: () => void): number {
  return millis(work) / 1000;
}
