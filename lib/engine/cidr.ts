import ipaddr from 'ipaddr.js';

export type Network = readonly [address: ipaddr.IPv4 | ipaddr.IPv6, prefix: number];
export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Strict dotted quads and RFC 4291 text, a zone aside. An IPv4-mapped IPv6 address is its IPv4; anything else is null. */
export function parseAddress(text: string): Address | null {
  // Longest IPv6 text with a zone; also spares ipaddr.js's regexes long hostile input.
  if (text.length > 64) return null;
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!text.includes(':') || !ipaddr.IPv6.isValid(text)) return null;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/** `address/prefix`, host bits allowed, or one address. Null where it is neither. */
export function parseNetwork(text: string): Network | null {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (address === null) return null;
  const bits = address.kind() === 'ipv4' ? 32 : 128;
  if (slash < 0) return [address, bits];
  const digits = text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(digits)) return null;
  const wasMapped = bits === 32 && text.includes(':');
  const prefix = Number(digits) - (wasMapped ? 96 : 0);
  return prefix >= 0 && prefix <= bits ? [address, prefix] : null;
}

export function isInside(address: Address, [network, prefix]: Network): boolean {
  if (address.kind() !== network.kind()) return false;
  const [a, b] = [address.toByteArray(), network.toByteArray()];
  const whole = prefix >> 3;
  for (let at = 0; at < whole; at += 1) if (a[at] !== b[at]) return false;
  const rest = prefix & 7;
  return rest === 0 || (a[whole] ?? 0) >> (8 - rest) === (b[whole] ?? 0) >> (8 - rest);
}
