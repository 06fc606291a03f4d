import { type BucketContents, type BucketKey, type Hit, hashText } from '../correlation/index.ts';
import type { JsonValue, LogEvent, Micros } from '../event/index.ts';
import { type Fragment, sourceNamed } from '../sources/index.ts';
import type { Run } from './run.ts';

/**
 * Events that span several logs. Parts are hits in the same store, under the source's key; the event is a pure function
 * of their union, so a part that comes later makes the same event again, fuller. Only what is incomplete in its batch is
 * stored; where no part ends the event, a timer evaluates what there is.
 */
export async function assembleFragments(fragments: readonly Fragment[], run: Run): Promise<readonly LogEvent[]> {
  const events: LogEvent[] = [];
  for (const [, parts] of byKey(fragments)) {
    const [first] = parts;
    if (first === undefined) continue;
    if (isWhole(first.source, parts)) {
      events.push(...assembled(first.source, first.key, parts, run));
      continue;
    }
    const known = await storedWith(parts, first, run);
    if (isWhole(first.source, known)) events.push(...assembled(first.source, first.key, known, run));
    else await schedule(first, known, run);
  }
  return events;
}

/** The event of a key whose time is up, of the parts that came. */
export async function assembleDue(source: string, key: string, run: Run): Promise<readonly LogEvent[]> {
  const contents = await run.ports.state.read([bucketOf(source, key)], seconds(run.now));
  return assembled(source, key, fragmentsOf(contents), run);
}

/** Timers of fragments carry this in place of a rule. */
export const fragmentRule = 'weir.fragments';

function isWhole(source: string, parts: readonly Fragment[]): boolean {
  if (!parts.some(part => part.complete)) return false;
  return sourceNamed(source)?.isWhole?.(parts) ?? true;
}

function assembled(source: string, key: string, parts: readonly Fragment[], run: Run): readonly LogEvent[] {
  return sourceNamed(source)?.assemble?.(key, parts, run.ports.rules.sourceSettings) ?? [];
}

function byKey(fragments: readonly Fragment[]): ReadonlyMap<string, readonly Fragment[]> {
  const groups = new Map<string, Fragment[]>();
  for (const fragment of fragments) {
    const id = `${fragment.source}\n${fragment.key}`;
    const known = groups.get(id);
    if (known === undefined) groups.set(id, [fragment]);
    else known.push(fragment);
  }
  return groups;
}

async function storedWith(parts: readonly Fragment[], first: Fragment, run: Run): Promise<readonly Fragment[]> {
  const bucket = bucketOf(first.source, first.key);
  const deadline = Math.max(...parts.map(part => part.deadline), run.now);
  const expiresAt = seconds(deadline + run.ports.rules.patience.horizon) + keptSeconds;
  await run.ports.state.add(bucket, parts.map(hitOfPart), expiresAt);
  return fragmentsOf(await run.ports.state.read([bucket], seconds(run.now)));
}

async function schedule(first: Fragment, known: readonly Fragment[], run: Run): Promise<void> {
  const dueAt = Math.max(...known.map(part => part.deadline));
  await run.ports.state.schedule({ rule: fragmentRule, version: first.source, key: [first.key], time: 0, dueAt });
}

function bucketOf(source: string, key: string): BucketKey {
  return { rule: fragmentRule, version: source, key: [key], start: 0 };
}

/** A part whose event comes in pieces hours apart is no part of it any more. */
const keptSeconds = 3_600;

function hitOfPart(part: Fragment): Hit {
  const kept: JsonValue = JSON.parse(JSON.stringify(part)); // data, as the port asks
  return { time: 0, sequence: 0, event: hashText(part.part), leg: 0, values: [kept], basis: 0, retracted: false };
}

function fragmentsOf(contents: readonly BucketContents[]): readonly Fragment[] {
  const parts = new Map<string, Fragment>();
  for (const { hits } of contents) {
    for (const hit of hits) {
      const fragment = hit.values[0] as unknown as Fragment; // what hitOfPart stored
      parts.set(fragment.part, fragment);
    }
  }
  return [...parts.values()];
}

function seconds(time: Micros): number {
  return Math.floor(time / 1_000_000);
}
