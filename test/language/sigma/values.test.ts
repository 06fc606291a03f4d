import { describe, expect, it } from 'vitest';
import { itemRule, predicateOf, said } from './compiled.ts';

describe('plain values', () => {
  it.each([
    { name: 'text ignores letter case', item: "A: 'cmd.exe'", is: 'A is~ "cmd.exe"' },
    { name: 'a list is alternatives', item: 'A: [x, y]', is: 'A is~ any of ("x", "y")' },
    { name: 'a number is its text', item: 'A: 4625', is: 'A is~ "4625"' },
    { name: 'a boolean is its text', item: 'A: true', is: 'A is~ "true"' },
    { name: 'a number matches as written, too', item: 'A: 0x17', is: 'A is~ any of ("23", "0x17")' },
    { name: 'null is missing or null', item: 'A: null', is: 'not A exists' },
    { name: 'no value is null', item: 'A:', is: 'not A exists' },
    { name: 'empty text is there and empty', item: "A: ''", is: 'A is~ ""' },
    { name: 'fields of one search must all match', item: 'A: x\nB: y', is: 'all\n  A is~ "x"\n  B is~ "y"' },
  ])('$name', ({ item, is }) => expect(predicateOf(itemRule(item))).toBe(is));
});

describe('wildcards and escapes', () => {
  it.each([
    { name: 'a star at the end', item: "A: 'x*'", is: 'A starts~ "x"' },
    { name: 'a star at the start', item: "A: '*x'", is: 'A ends~ "x"' },
    { name: 'stars at both ends', item: "A: '*x*'", is: 'A contains~ "x" [json]' },
    { name: 'a star inside', item: "A: 'x*y'", is: 'A like~ "x" * "y"' },
    { name: 'a question mark', item: "A: 'prog?.exe'", is: 'A like~ "prog" ? ".exe"' },
    { name: 'a star alone: any value', item: "A: '*'", is: 'A exists' },
    { name: 'a plain backslash', item: "A: 'C:\\Windows'", is: 'A is~ "C:\\\\Windows"' },
    { name: 'two backslashes are one', item: "A: 'C:\\\\Windows'", is: 'A is~ "C:\\\\Windows"' },
    { name: 'an escaped star', item: "A: 'a\\*'", is: 'A is~ "a*"' },
    { name: 'an escaped question mark', item: "A: 'a\\?b'", is: 'A is~ "a?b"' },
    { name: 'a backslash before a wildcard', item: "A: 'a\\\\*'", is: 'A starts~ "a\\\\"' },
    { name: 'backslash and star, both plain', item: "A: 'a\\\\\\*'", is: 'A is~ "a\\\\*"' },
    { name: 'three backslashes are two', item: "A: 'a\\\\\\b'", is: 'A is~ "a\\\\\\\\b"' },
    { name: 'four backslashes are two', item: "A: 'a\\\\\\\\b'", is: 'A is~ "a\\\\\\\\b"' },
    { name: 'a percent sign without expand', item: "A: '%x%'", is: 'A is~ "%x%"' },
  ])('$name', ({ item, is }) => expect(predicateOf(itemRule(item))).toBe(is));
});

describe('modifiers', () => {
  it.each([
    { item: 'A|contains: x', is: 'A contains~ "x" [json]' },
    { item: 'A|startswith: x', is: 'A starts~ "x"' },
    { item: 'A|endswith: x', is: 'A ends~ "x"' },
    { item: 'A|contains: 12', is: 'A contains~ "12" [json]' },
    { item: "A|contains: '*'", is: 'A exists' },
    { item: 'A|contains: [x, y]', is: 'any\n  A contains~ "x" [json]\n  A contains~ "y" [json]' },
    { item: 'A|contains|all: [x, y]', is: 'all\n  A contains~ "x" [json]\n  A contains~ "y" [json]' },
    { item: 'A|all|contains: [x, y]', is: 'all\n  A contains~ "x" [json]\n  A contains~ "y" [json]' },
    { item: "A|startswith: 'x*y'", is: 'A like~ "x" * "y" *' },
    { item: 'A|cased: Xy', is: 'A is "Xy"' },
    { item: 'A|contains|cased: Xy', is: 'A contains "Xy" [json]' },
    { item: 'A|exists: true', is: 'A exists or is null' },
    { item: 'A|exists: false', is: 'not A exists or is null' },
    { item: 'A|neq: x', is: 'not A is~ "x"' },
    { item: 'A|neq: [x, y]', is: 'not A is~ any of ("x", "y")' },
    { item: 'A|contains|neq: x', is: 'not A contains~ "x" [json]' },
    { item: 'A|gt: 3', is: 'A > 3 [numeric text]' },
    { item: 'A|gte: 3', is: 'A >= 3 [numeric text]' },
    { item: 'A|lt: 3.5', is: 'A < 3.5 [numeric text]' },
    { item: "A|lte: '3'", is: 'A <= 3 [numeric text]' },
    { item: 'A|minute: 5', is: 'minute(A) == 5 [numeric text]' },
    { item: 'A|hour: [22, 23]', is: 'any\n  hour(A) == 22 [numeric text]\n  hour(A) == 23 [numeric text]' },
    { item: 'A|day|gt: 5', is: 'day(A) > 5 [numeric text]' },
    { item: 'A|gt|week: 5', is: 'week(A) > 5 [numeric text]' },
    { item: 'A|month: 12', is: 'month(A) == 12 [numeric text]' },
    { item: 'A|year|neq: 2024', is: 'not year(A) == 2024 [numeric text]' },
    { item: 'A|cidr: 10.0.0.0/8', is: 'A in network "10.0.0.0/8"' },
    { item: 'A|cidr: [10.0.0.0/8, "fe80::/10"]', is: 'A in network any of ("10.0.0.0/8", "fe80::/10")' },
    { item: 'A|fieldref: B', is: 'A ==~ B' },
    { item: 'A|fieldref|endswith: B', is: 'A ends~ B' },
    { item: 'A|fieldref|cased: B', is: 'A == B' },
    { item: 'A|fieldref|neq: B', is: 'not A ==~ B' },
    { item: "A|re: 'a.c'", is: 'A matches /a[^\\x0a]c/s on native engine needing "a"' },
    { item: "A|re|i: 'net user'", is: 'A matches /net user/is on native engine needing "net user"' },
    { item: "A|re|s: 'a.c'", is: 'A matches /a.c/s on native engine needing "a"' },
    { item: "A|re|m: '^a$'", is: 'A matches /^a$/ms on linear engine needing "a"' },
    { item: "A|re|i|s: 'a.c'", is: 'A matches /a.c/is on native engine needing "a"' },
    { item: "A|re: '(?i)ab'", is: 'A matches /ab/is on native engine needing "ab"' },
  ])('$item', ({ item, is }) => expect(predicateOf(itemRule(item))).toBe(is));
});

describe('encodings', () => {
  // Computed with `printf … | base64` and `iconv`.
  it.each([
    { item: 'A|base64: foobar', is: 'A is~ "Zm9vYmFy"' },
    {
      item: 'A|base64offset|contains: foobar',
      is: 'any\n  A contains~ "Zm9vYmFy" [json]\n  A contains~ "Zvb2Jhc" [json]\n  A contains~ "mb29iYX" [json]',
    },
    { item: 'A|utf16le|base64: ab', is: 'A is~ "YQBiAA=="' },
    { item: 'A|wide|base64: ab', is: 'A is~ "YQBiAA=="' },
    { item: 'A|utf16be|base64: ab', is: 'A is~ "AGEAYg=="' },
    { item: 'A|utf16|base64: ab', is: 'A is~ "//5hAGIA"' },
    { item: 'A|wide|contains: ab', is: 'A contains~ "a\\u0000b\\u0000" [json]' },
    { item: 'A|base64: äö', is: 'A is~ "w6TDtg=="' },
  ])('$item', ({ item, is }) => expect(predicateOf(itemRule(item))).toBe(is));

  it('all three offsets stay alternatives under all', () => {
    expect(predicateOf(itemRule('A|base64offset|contains|all: [foo, bar]'))).toBe(
      [
        'all',
        '  any',
        '    A contains~ "Zm9v" [json]',
        '    A contains~ "Zvb" [json]',
        '    A contains~ "mb2" [json]',
        '  any',
        '    A contains~ "YmFy" [json]',
        '    A contains~ "Jhc" [json]',
        '    A contains~ "iYX" [json]',
      ].join('\n'),
    );
  });
});

describe('windash', () => {
  it.each([
    { item: "A|contains|windash: ' -enc'", is: 'A like~ * " " [-/–—―] "enc" * [json]' },
    { item: 'A|windash: -param-name', is: 'A like~ [-/–—―] "param-name"' },
    { item: "A|windash|contains: ' /f '", is: 'A like~ * " " [-/–—―] "f " * [json]' },
    { item: "A|windash: 'a - b'", is: 'A is~ "a - b"' },
  ])('$item', ({ item, is }) => expect(predicateOf(itemRule(item))).toBe(is));
});

describe('placeholders', () => {
  const values = { hosts: ['srv*', 'db1'], 'a b': ['x.y'], none: [], nets: ['10.1.0.0/16'] };
  it.each([
    { item: "A|expand: '%hosts%'", is: 'any\n  A starts~ "srv"\n  A is~ "db1"' },
    { item: "A|contains|expand: '%a b%'", is: 'A contains~ "x.y" [json]' },
    { item: "A|expand|endswith: 'p-%hosts%'", is: 'any\n  A contains~ "p-srv" [json]\n  A ends~ "p-db1"' },
    { item: "A|expand: '\\%plain%a b%'", is: 'A is~ "%plainx.y"' },
    { item: "A|re|expand: '^%a b%$'", is: 'A matches /^x\\.y$/s on native engine needing "x.y"' },
    { item: "A|expand: '%none%'", is: 'any of nothing' },
    { item: "A|expand|cidr: '%nets%'", is: 'A in network "10.1.0.0/16"' },
    {
      item: "A|expand: '%servers%'",
      is: '6:15 error the placeholder %servers% has no values [unresolved-placeholder]',
    },
  ])('$item', ({ item, is }) => expect(predicateOf(itemRule(item), values)).toBe(is));

  it('stand for what the rule itself says, where weir.yml has no list of the name', () => {
    const rule = `${itemRule("A|expand: '%hosts%'")}weir: {values: {hosts: [own]}}\n`;
    expect(predicateOf(rule)).toBe('A is~ "own"');
    expect(predicateOf(rule, { hosts: ['db1'] })).toBe('A is~ "db1"');
    expect(predicateOf(rule, { hosts: [] })).toBe('any of nothing');
  });

  it('are lists', () => {
    expect(said(`${itemRule('A: a')}weir: {values: [x]}\n`)).toEqual([
      '8:16 error weir.values must hold lists by their names [weir-block]',
    ]);
  });
});
