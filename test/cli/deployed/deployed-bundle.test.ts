import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../../../cli/deployed/deployed-bundle.ts';
import { zipEntry } from '../../../cli/deployed/zip-entry.ts';
import { synth } from '../../cdk/synth.ts';

describe('where the deployed rules lie', () => {
  const place = { name: 'weir', account: '123456789012', region: 'eu-central-1' };

  it("is read from the stack's own template", () => {
    const { Bucket, Key } = codeOf(synth().template.toJSON(), place);
    expect(Bucket).toBe('cdk-hnb659fds-assets-123456789012-eu-central-1');
    expect(Key).toMatch(/^[0-9a-f]{64}\.zip$/);
  });

  it('is not guessed where the template says nothing of it', () => {
    expect(() => codeOf({ Outputs: {} }, place)).toThrow('does not say where the code of detect lies');
  });
});

describe('a file of a zip archive', () => {
  const zip = zipOf([
    ['index.mjs', 'code', true],
    ['rules.json', '{"version": 2}', true],
    ['stored.txt', 'as it is', false],
  ]);

  it.each([
    ['index.mjs', 'code'],
    ['rules.json', '{"version": 2}'],
    ['stored.txt', 'as it is'],
    ['nothing', undefined],
  ])('%s', (name, text) => expect(zipEntry(zip, name)?.toString()).toBe(text));

  it('is found before a comment of the archive', () => {
    const commented = Buffer.concat([zip, Buffer.from('a comment')]);
    commented.writeUInt16LE(9, zip.length - 2);
    expect(zipEntry(commented, 'index.mjs')?.toString()).toBe('code');
  });

  it('is not looked for in what is no archive', () => {
    expect(() => zipEntry(Buffer.from('no archive at all, but long enough'), 'x')).toThrow('no zip archive');
    expect(() => zipEntry(Buffer.from('short'), 'x')).toThrow('no zip archive');
  });
});

/** A zip as CDK packs it: a header before each file, and a directory of all at the end. */
function zipOf(files: readonly (readonly [name: string, text: string, packs: boolean])[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text, packs] of files) {
    const data = packs ? deflateRawSync(text) : Buffer.from(text);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(packs ? 8 : 0, 8);
    header.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(packs ? 8 : 0, 10);
    entry.writeUInt32LE(crc32(text), 16);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(text.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    parts.push(header, Buffer.from(name), data);
    directory.push(entry, Buffer.from(name));
    offset += 30 + name.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}
