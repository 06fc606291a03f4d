import { crc32, gunzipSync, inflateRawSync } from 'node:zlib';

export type Inflated =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: string };

export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length > 2 && bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

/** All gzip members of the bytes, one after the other; line ends or zeros between members are stepped over. */
export function inflate(bytes: Uint8Array, limitBytes: number): Inflated {
  const chunkSize = Math.min(Math.max(bytes.length * 4, 16_384), 1_048_576);
  try {
    return { ok: true, bytes: gunzipSync(bytes, { maxOutputLength: limitBytes, chunkSize }) };
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') return tooLarge(limitBytes);
    return codeOf(error) === 'Z_DATA_ERROR' ? inflateMembers(bytes, limitBytes) : broken(error);
  }
}

/** Zlib stops at anything between two members, such as the line end that Firehose's delimiter processor adds. */
function inflateMembers(bytes: Uint8Array, limitBytes: number): Inflated {
  const parts: Uint8Array[] = [];
  let total = 0;
  for (let at = 0; at < bytes.length; ) {
    if (isSeparator(bytes[at])) {
      at++;
      continue;
    }
    const member = bytes.subarray(at);
    if (!isGzip(member)) return { ok: false, reason: `gzip: byte ${at} begins no gzip member` };
    const body = headerLength(member);
    try {
      const found = inflateRaw(member.subarray(body), limitBytes - total);
      const trailer = body + found.consumed;
      if (member.length < trailer + 8) return { ok: false, reason: 'gzip: unexpected end of file' };
      const view = new DataView(member.buffer, member.byteOffset + trailer, 8);
      if (view.getUint32(0, true) !== crc32(found.bytes)) return { ok: false, reason: 'gzip: incorrect data check' };
      parts.push(found.bytes);
      total += found.bytes.length;
      at += trailer + 8;
    } catch (error) {
      return codeOf(error) === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(limitBytes) : broken(error);
    }
  }
  return { ok: true, bytes: Buffer.concat(parts) };
}

/** `info: true` is documented to give the engine beside the buffer; the published types do not know it. */
function inflateRaw(bytes: Uint8Array, limitBytes: number): { bytes: Uint8Array; consumed: number } {
  const options = { maxOutputLength: Math.max(limitBytes, 1), info: true };
  const result = inflateRawSync(bytes, options) as unknown as { buffer: Uint8Array; engine: { bytesWritten: number } };
  return { bytes: result.buffer, consumed: result.engine.bytesWritten };
}

/** RFC 1952: ten bytes, then what the flags announce. */
function headerLength(member: Uint8Array): number {
  const flags = member[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + (member[at] ?? 0) + 256 * (member[at + 1] ?? 0);
  if (flags & 8) at = afterZero(member, at);
  if (flags & 16) at = afterZero(member, at);
  if (flags & 2) at += 2;
  return at;
}

function afterZero(member: Uint8Array, from: number): number {
  const zero = member.indexOf(0, from);
  return zero < 0 ? member.length : zero + 1;
}

function isSeparator(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d || byte === 0;
}

function tooLarge(limitBytes: number): Inflated {
  return { ok: false, reason: `gzip: inflates to more than the limit of ${limitBytes} bytes` };
}

function broken(error: unknown): Inflated {
  return { ok: false, reason: `gzip: ${error instanceof Error ? error.message : String(error)}` };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
