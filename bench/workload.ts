import { createMatcher, createReferenceMatcher, type Matcher, type RuleBundle } from '../lib/engine/index.ts';
import type { LogEvent } from '../lib/event/index.ts';
import type { Log } from '../lib/ingest/index.ts';
import { defaultSettings, fieldTables, readLog } from '../lib/sources/index.ts';
import type { Lines } from './corpora.ts';

/** Values are remembered for one batch; a Firehose batch has about so many logs. */
export const BATCH = 1_000;

export const tables = Object.values(fieldTables);

export interface Workload {
  readonly name: string;
  readonly goal: string;
  readonly lines: Lines;
  readonly bundle: RuleBundle;
}

/** A line to its events, as the deployed line reads it. */
export function eventsOf(text: string, line: number): readonly LogEvent[] {
  return events(text, JSON.parse(text), line);
}

function events(text: string, json: Log['json'], line: number): readonly LogEvent[] {
  const origin = { account: '', region: '', logGroup: '', logStream: '', file: '', line, recordId: '' };
  const log = { text, json, envelope: null, cloudWatchId: '', timestamp: null, arrival: 0, origin, ordinal: 0 };
  const { parsed } = readLog(log, defaultSettings);
  return parsed.outcome === 'events' ? parsed.events : [];
}

/** The faster of two ways to do nothing but parse is what matching is held against. */
export function parseReady(texts: readonly string[]): () => void {
  return () => {
    for (const text of texts) JSON.parse(text);
  };
}

export function parseSlices({ bytes, starts, ends }: Lines): () => void {
  return () => {
    for (const [at, start] of starts.entries()) JSON.parse(bytes.toString('utf8', start, ends[at]));
  };
}

/** Bytes to matches: slice, parse, read the source, match. */
export function matchAll({ lines: { bytes, starts, ends }, bundle }: Workload): () => void {
  const matcher = createMatcher(bundle, tables);
  return () => {
    for (const [at, start] of starts.entries()) {
      for (const event of eventsOf(bytes.toString('utf8', start, ends[at]), at + 1)) matcher.match(event);
      if (at % BATCH === BATCH - 1) matcher.forget();
    }
    matcher.forget();
  };
}

/** The engine alone, over events that were read before. */
export function matchReady(matcher: Pick<Matcher, 'match' | 'forget'>, all: readonly LogEvent[]): () => void {
  return () => {
    for (const [at, event] of all.entries()) {
      matcher.match(event);
      if (at % BATCH === BATCH - 1) matcher.forget();
    }
    matcher.forget();
  };
}

/** Events at which the compiled matcher and the reference name different selectors. No figure counts beside one. */
export function differences({ bundle }: Workload, all: readonly LogEvent[]): readonly number[] {
  const matcher = createMatcher(bundle, tables);
  const reference = createReferenceMatcher(bundle, tables);
  return all.flatMap((event, at) => {
    const [found, expected] = [matcher.match(event), reference.match(event)];
    return JSON.stringify(found) === JSON.stringify(expected) ? [] : [at];
  });
}
