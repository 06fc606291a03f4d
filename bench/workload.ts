import { createMatcher, createReferenceMatcher, type RuleBundle } from '../lib/engine/index.ts';
import type { LogEvent } from '../lib/event/index.ts';
import type { Log } from '../lib/ingest/index.ts';
import { prepareRuleset } from '../lib/pipeline/index.ts';
import { defaultSettings, fieldTables, readLog } from '../lib/sources/index.ts';
import type { Lines } from './corpora.ts';

/** Values are remembered for one batch; a Firehose batch has about so many logs. */
export const BATCH = 1_000;

export const tables = Object.values(fieldTables);

export interface Workload {
  readonly lines: Lines;
  readonly bundle: RuleBundle;
}

export function lineAt({ bytes, starts, ends }: Lines, at: number): string {
  return bytes.toString('utf8', starts[at], ends[at]);
}

/** A line's events, as the deployed line reads them. */
export function eventsAt(lines: Lines, at: number): readonly LogEvent[] {
  const text = lineAt(lines, at);
  return events(text, JSON.parse(text), at + 1);
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

export function parseSlices(lines: Lines): () => void {
  return () => {
    for (const at of lines.starts.keys()) JSON.parse(lineAt(lines, at));
  };
}

export function sliceAll(lines: Lines): () => void {
  return () => {
    for (const at of lines.starts.keys()) lineAt(lines, at);
  };
}

export function readAll(lines: Lines): () => void {
  return () => {
    for (const at of lines.starts.keys()) eventsAt(lines, at);
  };
}

/** Bytes to matches: slice, leave alone what no rule wants, parse, read the source, match. */
export function matchAll({ lines, bundle }: Workload): { readonly run: () => void; readonly unread: () => number } {
  const { matcher, unread } = prepareRuleset(bundle);
  let left = 0;
  return {
    unread: () => left,
    run: () => {
      for (const at of lines.starts.keys()) {
        const text = lineAt(lines, at);
        if (unread(text) !== null) left += 1;
        else for (const event of events(text, JSON.parse(text), at + 1)) matcher.match(event);
        if (at % BATCH === BATCH - 1) matcher.forget();
      }
      matcher.forget();
    },
  };
}

export interface Equality {
  readonly compared: number;
  /** Selectors that the reference matched, over all events. */
  readonly matches: number;
  readonly differing: number;
}

/**
 * Holds the whole line to the reference, event for event: what the gate leaves unread, the reference must not match. No
 * figure counts beside a difference.
 */
export function equality({ lines, bundle }: Workload): Equality {
  const matcher = createMatcher(bundle, tables);
  const reference = createReferenceMatcher(bundle, tables);
  const { unread } = prepareRuleset(bundle);
  let [compared, matches, differing] = [0, 0, 0];
  for (const at of lines.starts.keys()) {
    const isUnread = unread(lineAt(lines, at)) !== null;
    for (const event of eventsAt(lines, at)) {
      const expected = reference.match(event);
      const found = isUnread ? { matched: [], errors: [] } : matcher.match(event);
      compared += 1;
      matches += expected.matched.length;
      if (JSON.stringify(found) !== JSON.stringify(expected)) differing += 1;
    }
    if (at % BATCH === BATCH - 1) matcher.forget();
  }
  return { compared, matches, differing };
}
