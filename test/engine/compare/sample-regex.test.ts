import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../../lib/engine/compare/random.ts';
import { sampleRegex } from '../../../lib/engine/compare/sample-regex.ts';

describe('a sample of a regular expression fits it', () => {
  it.each([
    'abc',
    '^a(?:b|c|d{2,3})*e$',
    '^[a-f0-9\\x2d]{8}$',
    '^[^a-z]+$',
    '^\\d+\\.\\w*\\s$',
    '^(?:(?:\\/usr)?\\/bin\\/)?(?:da|ba)?sh \\x2dc +.*$',
    '^[\\]\\x2d]?x$',
    '(?:^|[ "\\/])[0-9A-F]{24}(?:\\.partial)?$',
    '^(a)(?<name>b)$',
    '^\\u00e9\\x41$',
    '',
  ])('%s', pattern => {
    const random = randomFrom(7);
    const samples = Array.from({ length: 50 }, () => sampleRegex(pattern, random));
    expect(samples.filter(sample => !new RegExp(pattern, 's').test(sample))).toEqual([]);
  });

  it('no text stops it', () => {
    for (const pattern of ['(', '[', '\\', '[^', 'a{', '*', '(?:', '\\x', '[a-', ')(']) {
      expect(typeof sampleRegex(pattern, randomFrom(1))).toBe('string');
    }
  });
});
