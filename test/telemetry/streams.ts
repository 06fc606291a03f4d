import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readInput } from '../../cli/detection/read-input.ts';
import { type Detection, openSession } from '../../cli/detection/session.ts';
import { buildFromConfig, loadConfig } from '../../lib/build/index.ts';
import type { RuleBundle } from '../../lib/engine/index.ts';
import type { LineStream } from './scenarios.ts';

/** One way in which the recorded host was seen. */
export interface Stream {
  readonly name: string;
  readonly files: readonly string[];
  /** Whose lines say which scenarios it shows; null: it may show any. */
  readonly shows: LineStream | null;
  /** Are those lines its own? Else only times tell, and names. */
  readonly hasLines: boolean;
  /** Do its logs name their host? */
  readonly namesHost: boolean;
}

/** The streams of a recording's folder, those that it has. */
export function streamsOf(folder: string): readonly Stream[] {
  const files = (place: string, name: RegExp) =>
    existsSync(join(folder, place))
      ? readdirSync(join(folder, place))
          .filter(file => name.test(file))
          .sort()
          .map(file => join(folder, place, file))
      : [];
  const all: readonly Stream[] = [
    {
      name: 'falco-derived',
      files: files('falco-derived', /\.jsonl$/),
      shows: 'falco',
      hasLines: true,
      namesHost: true,
    },
    {
      name: 'audit, raw',
      files: files('audit', /^audit\.raw\.log$/),
      shows: 'audit',
      hasLines: true,
      namesHost: false,
    },
    {
      name: 'audit, enriched',
      files: files('audit', /^audit\.enriched\.log$/),
      shows: 'audit',
      hasLines: true,
      namesHost: false,
    },
    {
      name: 'postgresql',
      files: files('postgres', /^postgresql\.log.*\d$/),
      shows: 'postgresql',
      hasLines: true,
      namesHost: false,
    },
    {
      name: 'postgresql, csv',
      files: files('postgres', /\.csv$/),
      shows: 'postgresql',
      hasLines: false,
      namesHost: false,
    },
    {
      name: 'mariadb',
      files: files('mariadb', /^server_audit\.log/),
      shows: 'mariadb',
      hasLines: true,
      namesHost: true,
    },
    {
      name: 'firehose',
      files: files('firehose', /^firehose-.*\.json$/),
      shows: null,
      hasLines: false,
      namesHost: true,
    },
  ];
  return all.filter(stream => stream.files.length > 0);
}

/** The rules that ship, with a configuration as weir.yml would hold it ('' is none). */
export function shippedBundle(root: string, configPath: string): RuleBundle {
  return buildFromConfig(loadConfig(configPath, join(root, 'rules')), root, { paths: ['rules'] }).bundle;
}

export interface StreamRun {
  readonly stream: Stream;
  readonly detections: readonly Detection[];
  readonly events: number;
}

/** Everything that the rules find in a stream, all its windows closed. */
export async function runStream(stream: Stream, bundle: RuleBundle): Promise<StreamRun> {
  const now = Date.now() * 1000;
  const session = openSession({ bundle, source: '', now });
  for (const file of stream.files) {
    for await (const portion of readInput(file, () => process.stdin, now)) {
      if (portion.outcome === 'failed') throw new Error(`${file}: ${portion.reason}`);
      await session.feed(portion.logs);
    }
  }
  await session.close();
  return { stream, detections: session.active(), events: session.totals().events };
}
