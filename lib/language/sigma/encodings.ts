/** UTF-16 without a byte order mark, little end first: what Windows calls wide. */
export function utf16le(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le');
}

export function utf16be(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le').swap16();
}

export function utf16WithMark(text: string): Uint8Array {
  return Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le(text)]);
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/**
 * What of the encoded bytes is the same wherever they stand in longer encoded text: for each of the three ways to fall
 * into groups of three bytes, without the characters at either end that also depend on the neighbours.
 */
export function base64Offset(bytes: Uint8Array): string[] {
  return [0, 1, 2].map(shift => {
    const encoded = base64(Buffer.concat([Buffer.alloc(shift), bytes]));
    const end = encoded.length - (lostAtEnd[(bytes.length + shift) % 3] ?? 0);
    return encoded.slice(lostAtStart[shift] ?? 0, end);
  });
}

/** Characters that carry bits of the bytes before: none, or all that the padding of `shift` bytes reaches. */
const lostAtStart = [0, 2, 3] as const;

/** By bytes in the last group: padding, and the character that also holds bits of the byte after. */
const lostAtEnd = [0, 3, 2] as const;
