import { isObject, type JsonObject, type JsonValue } from '../event/index.ts';
import { parseJsonObject } from '../ingest/index.ts';
import { walk } from './field-read.ts';

/**
 * The five layouts of one Windows event: evtx_dump's JSON (`Event.System`, `Event.EventData`), NXLog's and other
 * collectors' flat JSON, Winlogbeat up to version 6 (`event_id`, `event_data`), and Winlogbeat since 7 (`winlog.*`).
 * The record stays as it is; beside its own names, under `weir.names`, stand those that Sigma's Windows rules use and that this
 * layout spells otherwise. They are put into the parsed record itself, which is nobody else's: to copy sixty values of
 * every event costs a third of what parsing them does. Null where it is no Windows event.
 */
export function windowsRecord(json: JsonObject): JsonObject | null {
  const layout = windowsLayout(json);
  if (layout === null) return null;
  const names = namesIn(layout, json);
  const spaced = withoutSpaces([...dataOf(json), ...(layout === 'flat' && !isText(json.EventData) ? [] : [names])]);
  return Object.assign(json, { [NAMES]: spaced === null ? names : { ...spaced, ...names } });
}

/** No log has it of its own: `weir` alone marks a canary. */
const NAMES = 'weir.names';

type Layout = 'evtx' | 'winlog' | 'old-winlogbeat' | 'flat';

function namesIn(layout: Layout, json: JsonObject): JsonObject {
  switch (layout) {
    case 'evtx': {
      const system = walk(json, ['Event', 'System']);
      return { ...fromSystem(isObject(system) ? system : {}), ...fromEventData(json.Event) };
    }
    case 'winlog':
      return fromWinlog(isObject(json.winlog) ? json.winlog : {}, json);
    case 'old-winlogbeat':
      return fromOldWinlogbeat(json);
    case 'flat':
      return fromFlat(json);
    default:
      return layout satisfies never;
  }
}

/** Cheap enough to be asked of every JSON log. */
export function windowsLayout(json: JsonObject): Layout | null {
  if (isObject(json.Event)) return isObject(walk(json, ['Event', 'System'])) ? 'evtx' : null;
  if (isObject(json.winlog)) return 'winlog';
  if (Object.hasOwn(json, 'log_name') || json.type === 'wineventlog') {
    return Object.hasOwn(json, 'event_id') || isObject(json.event_data) ? 'old-winlogbeat' : null;
  }
  return isFlat(json) ? 'flat' : null;
}

/** Where a vendor's name is looked up, first hit wins. */
export const windowsRoots: readonly (readonly string[])[] = [
  ['Event', 'EventData'],
  ['winlog', 'event_data'],
  ['winlog', 'user_data'],
  ['event_data'],
  [NAMES],
  ['Event', 'System'],
  [],
];

/** A Windows name as its record has it. */
export function windowsName(fields: JsonObject, name: string): JsonValue | undefined {
  for (const root of rootsIn(fields)) {
    const object = root.length === 0 ? fields : walk(fields, root);
    if (!isObject(object) || !Object.hasOwn(object, name)) continue;
    const value = object[name];
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
}

/** The roots that a record may have, going by their outermost keys: most layouts have two of the seven. */
function rootsIn(fields: JsonObject): typeof windowsRoots {
  const number =
    (fields.Event === undefined ? 0 : 1) +
    (fields.winlog === undefined ? 0 : 2) +
    (fields.event_data === undefined ? 0 : 4);
  return ROOTS_BY_KEYS[number] ?? windowsRoots;
}

const ROOTS_BY_KEYS = Array.from({ length: 8 }, (_, number) => {
  const absent = ['Event', 'winlog', 'event_data'].filter((_, bit) => ((number >> bit) & 1) === 0);
  return windowsRoots.filter(([key = '']) => !absent.includes(key));
});

function isFlat(json: JsonObject): boolean {
  const id = typeof json.EventID;
  if (id !== 'number' && id !== 'string') return false;
  const names = ['SourceName', 'Provider_Name', 'ProviderName', 'Provider', 'ProviderGuid', 'Hostname', 'Computer'];
  return typeof json.Channel === 'string' && names.some(name => Object.hasOwn(json, name));
}

function fromSystem(system: JsonObject): JsonObject {
  const attribute = (name: string, key: string): JsonValue | undefined =>
    walk(system, [name, '#attributes', key]) ??
    walk(system, [`${name}_attributes`, key]) ??
    walk(system, [name, `@${key}`]) ??
    walk(system, [name, key]);
  const plain = (name: string): JsonValue | undefined => {
    const value = Object.hasOwn(system, name) ? system[name] : undefined;
    return isObject(value) ? value['#text'] : value;
  };
  return present({
    Provider_Name: attribute('Provider', 'Name'),
    Provider_Guid: attribute('Provider', 'Guid'),
    EventID: numeric(plain('EventID')),
    Channel: plain('Channel'),
    Computer: plain('Computer'),
    TimeCreated: attribute('TimeCreated', 'SystemTime'),
    EventRecordID: plain('EventRecordID'),
    Level: plain('Level'),
    Keywords: plain('Keywords'),
    UserID: attribute('Security', 'UserID'),
    ExecutionProcessID: attribute('Execution', 'ProcessID'),
    ThreadID: attribute('Execution', 'ThreadID'),
  });
}

/** Defender names its values with spaces (`Threat Name`); rules strip them, as Sigma's specification wants. */
function withoutSpaces(objects: readonly JsonObject[]): JsonObject | null {
  let found: Record<string, JsonValue> | null = null;
  for (const object of objects) {
    for (const [name, value] of Object.entries(object)) {
      if (!name.includes(' ')) continue;
      found ??= Object.create(null) as Record<string, JsonValue>; // an empty object takes any names
      found[name.replaceAll(' ', '')] = value;
    }
  }
  return found;
}

function dataOf(json: JsonObject): readonly JsonObject[] {
  return DATA_PATHS.map(path => walk(json, path)).filter(isObject);
}

const DATA_PATHS = [['Event', 'EventData'], ['winlog', 'event_data'], ['event_data']];

/** `UserData` wraps its values in one element of any name; `Data` may be elements that are named or not. */
function fromEventData(event: JsonValue | undefined): JsonObject {
  const found: Record<string, JsonValue> = Object.create(null);
  const userData = walk(isObject(event) ? event : {}, ['UserData']);
  for (const inner of Object.values(isObject(userData) ? userData : {})) {
    for (const [name, value] of Object.entries(isObject(inner) ? inner : {})) {
      if (!name.startsWith('#')) found[name] = value;
    }
  }
  const data = walk(isObject(event) ? event : {}, ['EventData', 'Data']);
  if (isObject(data) || Array.isArray(data)) collectData(data, found);
  return found;
}

function collectData(data: JsonValue, found: Record<string, JsonValue>): void {
  const elements: readonly JsonValue[] = Array.isArray(data) ? data : [data];
  for (const element of elements) {
    if (!isObject(element)) continue;
    const name = walk(element, ['#attributes', 'Name']) ?? element['@Name'] ?? element.Name;
    if (typeof name === 'string') found[name] = element['#text'] ?? '';
  }
}

function fromWinlog(winlog: JsonObject, json: JsonObject): JsonObject {
  return present({
    Provider_Name: winlog.provider_name,
    Provider_Guid: winlog.provider_guid,
    EventID: numeric(winlog.event_id ?? walk(json, ['event', 'code'])),
    Channel: winlog.channel,
    Computer: winlog.computer_name,
    EventRecordID: winlog.record_id,
    TimeCreated: walk(json, ['event', 'created']),
    Keywords: winlog.keywords,
    UserID: walk(winlog, ['user', 'identifier']),
    Message: json.message,
    Data: unnamed(winlog.event_data),
  });
}

function fromOldWinlogbeat(json: JsonObject): JsonObject {
  return present({
    Provider_Name: json.source_name,
    Provider_Guid: json.provider_guid,
    EventID: numeric(json.event_id),
    Channel: json.log_name,
    Computer: json.computer_name,
    EventRecordID: json.record_number,
    Keywords: json.keywords,
    Message: json.message,
    Data: unnamed(json.event_data),
  });
}

function fromFlat(json: JsonObject): JsonObject {
  const named = present({
    Provider_Name: json.Provider_Name ?? json.SourceName ?? json.ProviderName ?? json.Provider,
    Provider_Guid: json.Provider_Guid ?? json.ProviderGuid,
    EventID: numeric(json.EventID),
    Computer: json.Computer ?? json.Hostname,
    EventRecordID: json.EventRecordID ?? json.RecordNumber,
    Data: unnamed(json),
  });
  // Azure Monitor's table of events holds the values as JSON text.
  return isText(json.EventData) ? { ...parseJsonObject(json.EventData), ...named } : named;
}

function isText(value: JsonValue | undefined): value is string {
  return typeof value === 'string';
}

/** Winlogbeat and NXLog number the values that the event left without a name; Sigma calls them all `Data`. */
function unnamed(data: JsonValue | undefined): JsonValue | undefined {
  if (!isObject(data) || Object.hasOwn(data, 'Data')) return undefined;
  if (!Object.hasOwn(data, 'param1') && !Object.hasOwn(data, 'param2')) return undefined;
  const values = Object.entries(data).flatMap(([name, value]) => (/^param\d{1,2}$/.test(name) ? [value] : []));
  return values.length === 0 ? undefined : values;
}

function numeric(value: JsonValue | undefined): JsonValue | undefined {
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
}

function present(values: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const kept: Record<string, JsonValue> = {};
  for (const name in values) {
    const value = values[name];
    if (value !== undefined && value !== null) kept[name] = value;
  }
  return kept;
}
