import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { LogEvent } from '../../lib/event/index.ts';
import { decodeFile, decodeRecord, defaultLimits, type Log } from '../../lib/ingest/index.ts';
import { corpora } from '../corpora.ts';
import { eventsOfBatches } from './assembled.ts';

/** Telemetry recorded on real servers, with what the people who ran the commands say of it. */

const folder = corpora();
export const hasRecordings = folder !== null;

const place = (name: string): string => join(folder ?? '', 'telemetry', name);

export function recordedText(name: string): string {
  return readFileSync(place(name), 'utf8');
}

/** A file as the command line reads it. */
export function recordedEvents(name: string): readonly LogEvent[] {
  const context = { arrival: 0, recordId: '', account: '', region: '', file: name };
  const logs = [...decodeFile(readFileSync(place(name)), context, defaultLimits)].flatMap(logsIn);
  return [...eventsOfBatches([logs]).values()];
}

/** The records of Firehose transformation events, one batch each. */
export function recordedBatches(...names: readonly string[]): readonly (readonly Log[])[] {
  const context = { arrival: 0, account: '123456789012', region: 'eu-central-1' };
  return names.flatMap(name => {
    const { records }: { records: { recordId: string; data: string }[] } = JSON.parse(recordedText(`firehose/${name}`));
    return records.map(({ recordId, data }) =>
      logsIn(decodeRecord(Buffer.from(data, 'base64'), { ...context, recordId }, defaultLimits)),
    );
  });
}

function logsIn(decoded: ReturnType<typeof decodeRecord> | { outcome: 'logs'; logs: readonly Log[] }): readonly Log[] {
  return decoded.outcome === 'logs' ? decoded.logs : [];
}

/** One thing that was done, by audit serial; `what` is `EXEC|CONNECT|CREATE uid=… comm=… exe=… REST`. */
export interface AuditEvidence {
  readonly serial: number;
  readonly lines: readonly [number, number];
  readonly falco_derived_line: number;
  readonly pid: number;
  readonly ppid: number;
  readonly parent_chain: string;
  readonly what: string;
}

interface LineEvidence {
  readonly file: string;
  readonly lines: readonly number[];
}

export interface Scenario {
  readonly id: string;
  readonly window: readonly [string, string];
  readonly evidence: {
    readonly audit?: readonly AuditEvidence[];
    readonly postgres?: readonly LineEvidence[];
    readonly mariadb?: readonly LineEvidence[];
  };
}

export function scenarios(): readonly Scenario[] {
  return hasRecordings ? parse(recordedText('expected.yaml')).scenarios : [];
}

/** What was done, by who, in the words of the labels. */
export function deed({ what }: AuditEvidence) {
  const [, kind = '', uid = '', comm = '', executable = '', rest = ''] =
    /^(\w+) uid=(\d+) comm=(\S+) exe=(\S+) ?(.*)$/s.exec(what) ?? [];
  return { kind, uid, comm, executable, rest: rest.replace(/^tty=\S+ args=/, '') };
}

/** Quoted text with doubled quotes inside, commas and line breaks included: a second, plain reading of CSV. */
export function csvRows(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\n') rows.push([]);
  }
  return rows.filter(row => row.length > 5);
}
