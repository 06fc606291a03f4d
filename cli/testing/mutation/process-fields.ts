import { isObject, type JsonObject, type JsonValue } from '../../../lib/event/index.ts';

/** Where a JSON log keeps what a process is called and told; a path into the document, since Falco's keys hold dots. */
export interface ProcessFields {
  readonly name: readonly string[] | null;
  readonly executable: readonly string[];
  readonly commandLine: readonly string[];
}

const known: readonly ProcessFields[] = [
  {
    name: ['output_fields', 'proc.name'],
    executable: ['output_fields', 'proc.exepath'],
    commandLine: ['output_fields', 'proc.cmdline'],
  },
  { name: ['process', 'name'], executable: ['process', 'executable'], commandLine: ['process', 'command_line'] },
  { name: null, executable: ['Image'], commandLine: ['CommandLine'] },
];

/** A JSON log and its process; null where it is no JSON, or tells of none. */
export function processOf(log: string): { readonly document: JsonObject; readonly fields: ProcessFields } | null {
  const document = jsonOf(log);
  if (document === null) return null;
  const fields = known.find(one =>
    [one.executable, one.commandLine, one.name ?? []].some(path => textAt(document, path) !== ''),
  );
  return fields === undefined ? null : { document, fields };
}

export function jsonOf(log: string): JsonObject | null {
  if (!log.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(log);
    // What JSON.parse gives is JSON.
    return isObject(value as JsonValue) ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}

export function textAt(document: JsonObject, path: readonly string[]): string {
  let value: JsonValue | undefined = document;
  for (const step of path) value = isObject(value) ? value[step] : undefined;
  return typeof value === 'string' && path.length > 0 ? value : '';
}

export function hasAt(document: JsonObject, path: readonly string[]): boolean {
  const [first = '', ...rest] = path;
  if (!Object.hasOwn(document, first)) return false;
  const value = document[first];
  return rest.length === 0 || (isObject(value) && hasAt(value, rest));
}

/** The document with another value there; undefined takes it out. */
export function withAt(document: JsonObject, path: readonly string[], value: JsonValue | undefined): JsonObject {
  const [first = '', ...rest] = path;
  const { [first]: old, ...others } = document;
  if (rest.length > 0) return { ...document, [first]: withAt(isObject(old) ? old : {}, rest, value) };
  return value === undefined ? others : { ...document, [first]: value };
}
