import { isObject, type JsonObject, type JsonValue, type LogEvent, revised } from '../event/index.ts';
import type { EventContext, Fact } from './source.ts';

/**
 * The audit log names a parent by number. Every event of a process tells what that number ran at that time, so a child
 * is explained by the last that was known of its parent's number before it: a number used again is another process.
 * A process that forks without an exec and does nothing that is audited (a PostgreSQL backend) stays unknown.
 */
export const auditContext: EventContext = {
  facts,
  needs,
  explain,
  // A day: long enough for a shell, short enough that few numbers come round again and memory stays bounded.
  kept: 86_400_000_000,
};

function facts(event: LogEvent): readonly Fact[] {
  const { pid, comm, exe, ses, args, call } = event.fields;
  if (typeof pid !== 'string' || typeof exe !== 'string' || !isObject(call)) return [];
  const content = {
    comm: comm ?? '',
    exe,
    ses: ses ?? UNSET,
    ...(Array.isArray(args) && { args: args.slice(0, KEPT_ARGUMENTS) }),
  };
  return [{ key: keyOf(event, pid), id: event.id, time: event.time, sequence: event.sequence, content }];
}

/** Of a parent's command line, as much as anybody writes a rule about. */
const KEPT_ARGUMENTS = 32;

/** An exec tells its own arguments; whatever else a process does needs those of its exec. */
function needs(event: LogEvent): readonly string[] {
  const { pid, ppid, args } = event.fields;
  const wanted = [typeof ppid === 'string' ? ppid : '', typeof pid === 'string' && args === undefined ? pid : ''];
  return wanted.filter(one => one !== '' && one !== '0').map(one => keyOf(event, one));
}

function explain(event: LogEvent, all: readonly Fact[]): LogEvent {
  const { pid, ppid, args, ses } = event.fields;
  const known = (number: JsonValue | undefined): JsonObject | null =>
    typeof number === 'string' ? processAt(event, keyOf(event, number), String(ses ?? UNSET), all) : null;
  const parent = known(ppid);
  const self = args === undefined ? known(pid) : null;
  if (parent === null && self === null) return event;
  return revised(event, { fields: { ...event.fields, ...(parent && { parent }), ...(self?.args && { self }) } });
}

/** What the process of that number ran just before the event. */
function processAt(event: LogEvent, key: string, session: string, all: readonly Fact[]): JsonObject | null {
  const before = all
    .filter(fact => fact.key === key && fact.id !== event.id && isBefore(fact, event))
    .sort(newestFirst);
  const [last] = before;
  if (last === undefined || !isSameSession(last, session)) return null;
  // The arguments are those of its last exec, as long as it still runs what that started.
  const exec = before.find(fact => fact.content.args !== undefined);
  const args =
    exec !== undefined && exec.content.exe === last.content.exe && isSameSession(exec, session)
      ? exec.content.args
      : undefined;
  return { comm: last.content.comm ?? '', exe: last.content.exe ?? '', ...(args !== undefined && { args }) };
}

/** A child keeps its parent's login session; a number with another session was another process. Daemons have none. */
function isSameSession(fact: Fact, session: string): boolean {
  return fact.content.ses === UNSET || fact.content.ses === session;
}

const UNSET = '4294967295';

function isBefore(fact: Fact, event: LogEvent): boolean {
  return fact.time < event.time || (fact.time === event.time && fact.sequence < event.sequence);
}

function newestFirst(a: Fact, b: Fact): number {
  return b.time - a.time || b.sequence - a.sequence;
}

function keyOf(event: Pick<LogEvent, 'host' | 'origin'>, number: string): string {
  const { account, logGroup, logStream } = event.origin;
  return `${event.host?.id || `${account}/${logGroup}/${logStream}`}/${number}`;
}
