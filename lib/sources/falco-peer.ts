import type { FieldRead, JsonObject, JsonValue } from '../event/index.ts';
import { computed, isUnknown, looksLikeIp, walk } from './field-read.ts';

/**
 * One end of a connection. Falco prints it as `client:port->server:port` in `fd.name`, and piecemeal as `fd.cip` and
 * `fd.sip` (client, server) or `fd.lip` and `fd.rip` (local, remote), as far as the rule asked for them.
 */
export function falcoPeer(end: 'source' | 'destination', part: 'ip' | 'port'): FieldRead {
  const side = end === 'source' ? 'client' : 'server';
  return computed(`${side} of \`fd.name\`, \`fd.${side[0]}${part}\`, \`fd.r${part}\` or \`fd.l${part}\``, fields =>
    peer(fields, end, part),
  );
}

function peer(fields: JsonObject, end: 'source' | 'destination', part: 'ip' | 'port'): JsonValue | undefined {
  const out = (name: string): JsonValue | undefined => {
    const value = walk(fields, ['output_fields', name]);
    return isUnknown(value) ? undefined : value;
  };
  const side = end === 'source' ? 'c' : 's';
  const accepts = String(out('evt.type') ?? '').startsWith('accept');
  const near = (end === 'source') !== accepts ? 'l' : 'r';
  const value = out(`fd.${side}${part}`) ?? fromTuple(out('fd.name'), end, part) ?? out(`fd.${near}${part}`);
  if (part === 'ip') return typeof value === 'string' && looksLikeIp(value) ? value : undefined;
  const port = Number(value);
  return value !== undefined && Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : undefined;
}

function fromTuple(
  name: JsonValue | undefined,
  end: 'source' | 'destination',
  part: 'ip' | 'port',
): string | undefined {
  if (typeof name !== 'string' || name.length > MAX_TUPLE) return undefined;
  const ends = name.split('->');
  const one = end === 'destination' ? (ends[1] ?? ends[0]) : ends[1] === undefined ? undefined : ends[0];
  if (one === undefined) return undefined;
  const colon = one.lastIndexOf(':');
  if (colon < 0) return undefined;
  const ip = one.slice(0, colon).replace(/^\[|\]$/g, '');
  if (!looksLikeIp(ip) || !/^\d{1,5}$/.test(one.slice(colon + 1))) return undefined;
  return part === 'ip' ? ip : one.slice(colon + 1);
}

/** Two IPv6 addresses, two ports; anything longer is the name of a file. */
const MAX_TUPLE = 120;
