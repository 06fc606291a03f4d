import type { FieldRead, JsonArray, JsonObject, JsonValue, LogEvent } from '../event/index.ts';
import { isObject } from '../event/index.ts';

/** The words in which field tables are written. Each names itself for the documentation; none throws on any record. */

/** A walk along literal keys. */
export function at(...path: readonly string[]): FieldRead {
  return { from: `\`${path.join(' → ')}\``, isVerbatim: true, read: fields => walk(fields, path) };
}

export function constant(value: JsonValue): FieldRead {
  return {
    from: `always ${JSON.stringify(value)}`,
    ...(typeof value !== 'object' && { always: value }),
    read: () => value,
  };
}

/** What only the event beside the record knows. */
export function ofEvent(from: string, read: (event: LogEvent) => JsonValue | undefined): FieldRead {
  return { from, read: (_, event) => read(event) };
}

/** Anything else; `from` says in words what is computed out of what. */
export function computed(
  from: string,
  read: (fields: JsonObject, event: LogEvent) => JsonValue | undefined,
): FieldRead {
  return { from, read };
}

/** The first of these that the record has. */
export function firstOf(...reads: readonly FieldRead[]): FieldRead {
  return {
    from: reads.map(read => read.from).join(', else '),
    ...(reads.every(read => read.isVerbatim) && { isVerbatim: true }),
    read: (fields, event) => {
      for (const one of reads) {
        const value = one.read(fields, event);
        if (value !== undefined) return value;
      }
      return undefined;
    },
  };
}

/** The value as `change` makes it; nothing where there is none. */
export function mapped(
  read: FieldRead,
  note: string,
  change: (value: JsonValue, fields: JsonObject) => JsonValue | undefined,
): FieldRead {
  return {
    from: note === '' ? read.from : `${note} ${read.from}`,
    read: (fields, event) => {
      const value = read.read(fields, event);
      return value === undefined ? undefined : change(value, fields);
    },
  };
}

/** The value where it is one that counts; else it is a missing one. */
function sifted(read: FieldRead, counts: (value: JsonValue) => boolean): FieldRead {
  const kept = mapped(read, '', value => (counts(value) ? value : undefined));
  return read.isVerbatim === true ? { ...kept, isVerbatim: true } : kept;
}

/** A value that stands for "unknown" is a missing one. */
export function known(read: FieldRead): FieldRead {
  return sifted(read, value => !isUnknown(value));
}

export function lookup(read: FieldRead, table: ReadonlyMap<string, JsonValue>): FieldRead {
  return mapped(read, 'by table from', value => table.get(String(value)));
}

/** ECS ids are keywords: a number is spelt out. */
export function asText(read: FieldRead): FieldRead {
  return mapped(read, '', value => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value));
}

export function asNumber(read: FieldRead): FieldRead {
  return mapped(read, '', value => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
  });
}

/** ECS arrays (`event.category`) of one member. */
export function asList(read: FieldRead): FieldRead {
  return mapped(read, '', value => (Array.isArray(value) ? value : [value]));
}

export function lowerCase(read: FieldRead): FieldRead {
  return mapped(read, 'lower case of', value => (typeof value === 'string' ? value.toLowerCase() : undefined));
}

/** The last segment of a path, Windows's or Unix's. */
export function basename(read: FieldRead): FieldRead {
  return mapped(read, 'last segment of', value => (typeof value === 'string' ? baseOf(value) || undefined : undefined));
}

export function dirname(read: FieldRead): FieldRead {
  return mapped(read, 'folder of', value => (typeof value === 'string' ? folderOf(value) : undefined));
}

/** Without its dot; nothing for `.bashrc`. */
export function extension(read: FieldRead): FieldRead {
  return mapped(read, 'extension of', value => {
    const name = typeof value === 'string' ? baseOf(value) : '';
    const dot = name.lastIndexOf('.');
    return dot > 0 && dot < name.length - 1 ? name.slice(dot + 1) : undefined;
  });
}

/** The value if it is an IP address, as ECS wants of `*.ip`. */
export function ipAddress(read: FieldRead): FieldRead {
  return sifted(read, value => typeof value === 'string' && looksLikeIp(value));
}

export function baseOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

export function folderOf(path: string): string | undefined {
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return cut < 0 ? undefined : path.slice(0, Math.max(cut, 1));
}

/** Cheap and without backtracking; a rule that needs certainty asks by network. */
export function looksLikeIp(text: string): boolean {
  if (text.length > 45) return false;
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) || (text.includes(':') && /^[0-9a-fA-F:.]+$/.test(text));
}

/** The spellings of "unknown" in what Linux and Falco report: null, nothing, `<NA>`, (uint32) -1. */
export function isUnknown(value: JsonValue | undefined): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    value === '<NA>' ||
    value === -1 ||
    value === 4294967295 ||
    value === '-1' ||
    value === '4294967295'
  );
}

export function walk(fields: JsonObject, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = fields;
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

export function textAt(fields: JsonObject, ...path: readonly string[]): string {
  const value = walk(fields, path);
  return typeof value === 'string' ? value : '';
}

export function listAt(fields: JsonObject, ...path: readonly string[]): JsonArray {
  const value = walk(fields, path);
  return Array.isArray(value) ? value : [];
}
