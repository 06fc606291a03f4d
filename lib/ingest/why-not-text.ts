/** Enough to tell text from a picture; a log line with a stray byte or two is still text. */
const SAMPLE_BYTES = 4096;
const MAX_STRANGE_SHARE = 0.1;
/** UTF-16 is converted in one piece, and JavaScript's strings end at half a gigabyte. */
const MAX_UTF16_BYTES = 256 * 1024 * 1024;

/** Why these bytes can hold no logs, or '' where they can. Bad UTF-8 here and there is no reason: it is replaced. */
export function whyNotText(bytes: Uint8Array): string {
  if (startsWith(bytes, KPL_MAGIC)) {
    return 'aggregated by the Kinesis Producer Library; turn on the RecordDeAggregation processor of the stream';
  }
  if (startsWith(bytes, [0xff, 0xfe])) return bytes.length > MAX_UTF16_BYTES ? 'UTF-16 text too long to convert' : '';
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const strange = strangeBytes(sample);
  if (strange <= sample.length * MAX_STRANGE_SHARE) return '';
  return `not text: ${strange} of the first ${sample.length} bytes are control characters or no UTF-8`;
}

const KPL_MAGIC = [0xf3, 0x89, 0x9a, 0xc2];

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

function strangeBytes(sample: Uint8Array): number {
  let strange = 0;
  for (const byte of sample) if (byte < 0x20 && !LAYOUT.has(byte)) strange++;
  if (sample.some(byte => byte > 0x7f)) strange += replacements(sample);
  return strange;
}

/** Tab, line feed, carriage return, escape (colours), and the group separator of enriched audit records. */
const LAYOUT = new Set([0x09, 0x0a, 0x0d, 0x1b, 0x1d]);

function replacements(sample: Uint8Array): number {
  return Buffer.from(sample).toString('utf8').split('\ufffd').length - 1;
}
