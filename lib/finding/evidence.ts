import type { Hit, HitEvidence } from '../correlation/index.ts';
import {
  type FieldTable,
  isObject,
  type JsonObject,
  type JsonValue,
  type LogEvent,
  microsToIso,
} from '../event/index.ts';
import { cleanLine, cleanText, cutText } from './clean-text.ts';
import { type EventView, ecsField } from './event-view.ts';
import type { Evidence } from './finding.ts';
import { redact, redactObject } from './redact.ts';

/** What a finding may show of an event: redacted, harmless to show, and small, so that state can keep it with the hit. */
export function hitEvidence(view: EventView): HitEvidence {
  return view.shown?.() ?? shownOf(view);
}

/** An event at hand, whose evidence is worked out when it is first asked for. */
export function eventView(event: LogEvent, table: FieldTable): EventView {
  let evidence: HitEvidence | null = null;
  return {
    event,
    table,
    shown: () => {
      evidence ??= shownOf({ event, table });
      return evidence;
    },
  };
}

function shownOf(view: EventView): HitEvidence {
  const { source, origin } = view.event;
  const place = (text: string): string => cutText(cleanLine(text), 512);
  return {
    source: cutText(cleanLine(source), 64),
    account: cutText(cleanLine(origin.account), 64),
    region: cutText(cleanLine(origin.region), 64),
    logGroup: place(origin.logGroup),
    logStream: place(origin.logStream),
    fields: evidenceFields(view),
  };
}

/** One hit as evidence. */
export function evidenceOf(hit: Hit, leg: string, shown: HitEvidence | undefined): Evidence {
  return {
    event: cutText(cleanText(hit.event), 512),
    time: microsToIso(hit.time),
    source: shown?.source ?? '',
    leg,
    logGroup: shown?.logGroup ?? '',
    logStream: shown?.logStream ?? '',
    fields: shown?.fields ?? {},
  };
}

/** How much of one text is kept. The secrets' ends are looked for further on, so that a cut never bares half of one. */
const longestText = 8192;
const redactionReach = 4096;
/** All fields together: state keeps them beside hits of a few bytes. Texts are cut to the first length that fits. */
const mostBytes = 24_576;
const lengths = [longestText, 2048, 512, 128, 32];
const mostMembers = 64;
const deepest = 6;

/** What a person looks at first, in this order; what the event does not have is left out. */
const evidenceNames = [
  'host.id',
  'host.name',
  'host.ip',
  'user.name',
  'user.id',
  'user.effective.name',
  'user.domain',
  'group.name',
  'process.name',
  'process.executable',
  'process.command_line',
  'process.args',
  'process.pid',
  'process.working_directory',
  'process.hash.sha256',
  'process.parent.name',
  'process.parent.executable',
  'process.parent.command_line',
  'process.parent.pid',
  'file.path',
  'file.name',
  'file.target_path',
  'source.ip',
  'source.address',
  'source.port',
  'destination.ip',
  'destination.port',
  'destination.domain',
  'network.transport',
  'network.bytes',
  'db.name',
  'db.client',
  'db.tables',
  'db.statement',
  'dns.question.name',
  'url.full',
  'url.original',
  'user_agent.original',
  'event.action',
  'event.category',
  'event.type',
  'event.outcome',
  'event.code',
  'event.provider',
  'event.dataset',
  'error.code',
  'error.message',
  'cloud.account.id',
  'cloud.region',
  'cloud.instance.id',
  'cloud.service.name',
  'container.id',
  'container.name',
  'container.image.name',
  'orchestrator.namespace',
  'orchestrator.resource.name',
  'aws.cloudtrail.user_identity.type',
  'aws.cloudtrail.user_identity.arn',
  'rule.name',
  'message',
] as const;

function evidenceFields(view: EventView): JsonObject {
  const fields: [string, JsonValue][] = [];
  for (const name of evidenceNames) {
    const value = ecsField(view, name);
    if (value !== undefined && value !== '') fields.push([name, bounded(value, 0)]);
  }
  if (!fields.some(([name]) => name === 'message')) fields.push(['event.original', bounded(view.event.text, 0)]);
  const all = Object.fromEntries(fields);
  const safe = redactObject(all, JSON.stringify(all));
  for (const length of lengths) {
    const shorter = cutStrings(safe, length);
    if (Buffer.byteLength(JSON.stringify(shorter)) <= mostBytes) return shorter;
  }
  return {};
}

/** Nothing deeper, wider or longer than a reader or a receiver could bear; keys that name prototypes are dropped. */
function bounded(value: JsonValue, depth: number): JsonValue {
  if (typeof value === 'string') return cleanText(cutText(value, longestText + redactionReach));
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '…';
  if (!isObject(value)) return value.slice(0, mostMembers).map(member => bounded(member, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '__proto__')
      .slice(0, mostMembers)
      .map(([key, member]) => [cleanText(cutText(key, 256)), bounded(member, depth + 1)]),
  );
}

/** Every text in it cut to a length. */
export function cutStrings(value: JsonObject, length: number): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, cutMember(member, length)]));
}

function cutMember(value: JsonValue, length: number): JsonValue {
  if (typeof value === 'string') return cutText(value, length);
  if (isObject(value)) return cutStrings(value, length);
  return Array.isArray(value) ? value.map(member => cutMember(member, length)) : value;
}

/** One text that goes into a finding: redacted, harmless to show, and no longer than `length`. */
export function safeText(text: string, length: number): string {
  return cutText(redact(cleanText(cutText(text, length + redactionReach))), length);
}
