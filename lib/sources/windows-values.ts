import type { JsonValue } from '../event/index.ts';

/** Process ids come as numbers, as decimal text, and in hexadecimal (event 4688). */
export function hexNumber(value: JsonValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^(?:0x[0-9a-fA-F]{1,13}|\d{1,15})$/.test(value)) return undefined;
  return Number(value);
}

/** `DOMAIN\name`, or a name alone. */
export function namePart(part: 'name' | 'domain'): (value: JsonValue) => JsonValue | undefined {
  return value => {
    if (typeof value !== 'string') return undefined;
    const cut = value.indexOf('\\');
    if (part === 'domain') return cut < 0 ? undefined : value.slice(0, cut);
    return value.slice(cut + 1);
  };
}

/** Sysmon writes `SHA1=…,MD5=…,SHA256=…,IMPHASH=…`. */
export function hashNamed(algorithm: string): (value: JsonValue) => JsonValue | undefined {
  return value => {
    if (typeof value !== 'string') return undefined;
    const found = value.split(',').find(entry => entry.toLowerCase().startsWith(`${algorithm}=`));
    return found?.slice(algorithm.length + 1).toLowerCase();
  };
}

/** Elastic's names of the logon types. */
export function logonType(value: JsonValue): JsonValue | undefined {
  return LOGON_TYPES.get(String(value));
}

const LOGON_TYPES: ReadonlyMap<string, string> = new Map([
  ['2', 'Interactive'],
  ['3', 'Network'],
  ['4', 'Batch'],
  ['5', 'Service'],
  ['7', 'Unlock'],
  ['8', 'NetworkCleartext'],
  ['9', 'NewCredentials'],
  ['10', 'RemoteInteractive'],
  ['11', 'CachedInteractive'],
]);

/** As CommandLineToArgvW splits, but for its rule about backslashes before quotes, which published rules never meet. */
export function splitCommandLine(value: JsonValue): readonly string[] | undefined {
  if (typeof value !== 'string') return undefined;
  const words: string[] = [];
  let word = '';
  let isQuoted = false;
  let began = false;
  for (const char of value) {
    if (char === '"') {
      isQuoted = !isQuoted;
      began = true;
    } else if (!isQuoted && (char === ' ' || char === '\t')) {
      if (began) words.push(word);
      word = '';
      began = false;
    } else {
      word += char;
      began = true;
    }
  }
  if (began) words.push(word);
  return words;
}
