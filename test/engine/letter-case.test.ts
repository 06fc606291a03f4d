import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../lib/engine/index.ts';

describe('fold', () => {
  it('makes two code points equal exactly where Unicode simple case folding does, over all of Unicode', () => {
    const kin = new Map<string, string[]>();
    for (let code = 0; code <= 0x10ffff; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const point = String.fromCodePoint(code);
      const folded = fold(point);
      if (folded === point && point.toLowerCase() === point && point.toUpperCase() === point) continue;
      kin.set(folded, [...(kin.get(folded) ?? []), point]);
    }
    const wrong: string[] = [];
    for (const points of kin.values()) {
      for (const point of points) {
        // The regex engine's own folding (ECMAScript: simple, of CaseFolding.txt) is the judge.
        const likeness = new RegExp(`^${escaped(point)}$`, 'iu');
        const others = [...points, ...point.toLowerCase(), ...point.toUpperCase()];
        for (const other of others)
          if (likeness.test(other) !== (fold(other) === fold(point))) wrong.push(`${point} ${other}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('keeps every position, lone surrogates included', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => fold(text).length === text.length));
    expect(fold('A\ud800B')).toBe('a\ud800b');
  });
});

function escaped(point: string): string {
  return `\\u{${(point.codePointAt(0) ?? 0).toString(16)}}`;
}
