/** What `saddr` says, as the kernel writes it: the bytes of a sockaddr in hex. */
export type SocketAddress =
  | { readonly family: 'ipv4' | 'ipv6'; readonly ip: string; readonly port: number }
  | { readonly family: 'unix'; readonly path: string }
  | { readonly family: 'other'; readonly number: number };

export function socketAddress(hex: string): SocketAddress | null {
  if (!/^(?:[0-9A-Fa-f]{2}){2,128}$/.test(hex)) return null;
  const bytes = Buffer.from(hex, 'hex');
  const family = bytes.readUInt16LE(0);
  if (family === AF_UNIX) return { family: 'unix', path: unixPath(bytes.subarray(2)) };
  if (family === AF_INET && bytes.length >= 8) {
    return { family: 'ipv4', ip: bytes.subarray(4, 8).join('.'), port: bytes.readUInt16BE(2) };
  }
  if (family === AF_INET6 && bytes.length >= 24) {
    return { family: 'ipv6', ip: ipv6(bytes.subarray(8, 24)), port: bytes.readUInt16BE(2) };
  }
  return { family: 'other', number: family };
}

const AF_UNIX = 1;
const AF_INET = 2;
const AF_INET6 = 10;

/** An abstract socket begins with a zero byte, which is shown as `@`. */
function unixPath(bytes: Buffer): string {
  if (bytes[0] === 0) return `@${bytes.subarray(1).toString('utf8').replace(/\0+$/, '')}`;
  const end = bytes.indexOf(0);
  return bytes.subarray(0, end < 0 ? bytes.length : end).toString('utf8');
}

/** RFC 5952: the longest run of zero groups is `::`; an IPv4-mapped address is its IPv4. */
function ipv6(bytes: Buffer): string {
  if (bytes.subarray(0, 10).every(byte => byte === 0) && bytes.readUInt16BE(10) === 0xffff)
    return bytes.subarray(12).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16));
  const runs = [...groups.join(':').matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].map(run => run[0]);
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (longest === '') return groups.join(':');
  const text = groups.join(':');
  const at = text.indexOf(longest);
  const head = text.slice(0, at);
  const tail = text.slice(at + longest.length).replace(/^:/, '');
  return `${head}::${tail}`;
}
