import { describe, expect, it } from 'vitest';
import { createContext, emptySettings, evaluateValue, recordRow } from '../../lib/engine/index.ts';
import type { JsonValue } from '../../lib/event/index.ts';
import { type FunctionName, functionMeanings } from '../../lib/ir/index.ts';

type Case = readonly [name: FunctionName, args: readonly (JsonValue | undefined)[], result: JsonValue | undefined];

/** 2024-02-29T23:59:58.5Z, a Thursday. */
const leapDay = Date.UTC(2024, 1, 29, 23, 59, 58, 500) * 1000;

const cases: readonly Case[] = [
  ['length', ['añ😀'], 4],
  ['length', [[1, 2]], 2],
  ['length', [7], undefined],
  ['substring', ['abcdef', 1, 3], 'bc'],
  ['substring', ['abcdef', -2], 'ef'],
  ['substring', ['abc', 2, 99], 'c'],
  ['substring', ['abc', 2, 1], ''],
  ['concat', ['a', 1, true], 'a1true'],
  ['concat', ['a', undefined], undefined],
  ['index-of', ['banana', 'an', 2], 3],
  ['index-of', ['banana', 'x'], undefined],
  ['starts', ['abc', 'ab'], true],
  ['ends', ['abc', 'BC'], false],
  ['contains', ['abc', 'b'], true],
  ['between', ['a[b]c]', '[', ']'], 'b'],
  ['between', ['a[b]c]', '[', ']', true], 'b]c'],
  ['between', ['xAyBz', 'a', 'b', false, true], 'y'],
  ['between', ['abc', 'c', 'a'], undefined],
  ['fold', ['ΣΑΣ'], 'σασ'],
  ['lower', ['ABC'], 'abc'],
  ['upper', ['straße'], 'STRASSE'],
  ['trim', [' a '], 'a'],
  ['trim', ['"a"', '"'], 'a'],
  ['replace', ['a.b.c', '.', '$&'], 'a$&b$&c'],
  ['replace', ['abc', '', 'x'], 'abc'],
  ['replace-regex', ['a1b22', '(\\d)\\d*', '<\\1>'], 'a<1>b<2>'],
  ['extract', ['user=bob id=7', 'user=(\\w+)', 1], 'bob'],
  ['extract', ['x', '(y)', 1], undefined],
  ['extract', ['x', '(?=look)', 0], undefined],
  ['extract-all', ['a1b2', '\\d', 0], ['1', '2']],
  ['count-matches', ['aXbX', 'X'], 2],
  ['matches-regex', ['ABC', '^b', 'i'], false],
  ['matches-regex', ['ABC', '^a', 'i'], true],
  ['split', ['a,b,', ','], ['a', 'b', '']],
  ['join', [['a', 1, null, 'b'], '-'], 'a-1-b'],
  ['reverse', ['a😀'], '😀a'],
  ['repeat', ['ab', 2], 'abab'],
  ['basename', ['C:\\a\\b.exe'], 'b.exe'],
  ['dirname', ['/usr/bin/ls'], '/usr/bin'],
  ['dirname', ['ls'], ''],
  ['words', ['sh -c "a b" \'c\'d'], ['sh', '-c', 'a b', 'cd']],
  ['file-extension', ['/a.b/c'], ''],
  ['file-extension', ['/a/x.tar.gz'], '.gz'],
  ['url-decode', ['a%20b'], 'a b'],
  ['url-decode', ['%E0%A4%A'], undefined],
  ['url-encode', ['a b\ud800'], 'a%20b%EF%BF%BD'],
  ['base64-decode', ['aMOp'], 'hé'],
  ['base64-decode', ['!!'], undefined],
  ['base64-decode', ['//79'], undefined],
  ['base64-encode', ['hé'], 'aMOp'],
  ['hash', ['abc', 'md5'], '900150983cd24fb0d6963f7d28e17f72'],
  ['hash', ['abc', 'rot13'], undefined],
  ['to-text', [4.5], '4.5'],
  ['to-text', [{ a: [1] }], '{"a":[1]}'],
  ['to-text', [null], undefined],
  ['to-number', ['0x1f'], 31],
  ['to-number', ['1f', 16], 31],
  ['to-number', ['12 monkeys'], undefined],
  ['to-number', [true], 1],
  ['to-integer', ['-2.7'], -2],
  ['to-boolean', ['TRUE'], true],
  ['to-boolean', ['yes'], undefined],
  ['time-micros', ['1970-01-01T00:00:01Z'], 1_000_000],
  ['format-time', [leapDay], '2024-02-29T23:59:58.500Z'],
  ['type-of', [[]], 'array'],
  [
    'equals',
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    true,
  ],
  ['add', [1, 2, 3], 6],
  ['subtract', [1, 2], -1],
  ['multiply', [2, 3], 6],
  ['divide', [7, 2], 3.5],
  ['divide', [1, 0], undefined],
  ['integer-divide', [-7, 2], -4],
  ['quotient', [7, 2], 3],
  ['quotient', [7.5, 2], 3.75],
  ['quotient', [1, 0], undefined],
  ['modulo', [-7, 3], -1],
  ['negate', [3], -3],
  ['absolute', [-3], 3],
  ['floor', [-1.5], -2],
  ['ceiling', [1.2], 2],
  ['round', [-2.5], -3],
  ['round', [1.256, 2], 1.26],
  ['power', [2, 10], 1024],
  ['square-root', [-1], undefined],
  ['logarithm', [1], 0],
  ['bin', [17, 5], 15],
  ['bin', [-1, 5], -5],
  ['least', [3, 1, 2], 1],
  ['greatest', ['a', 'b'], 'b'],
  ['greatest', ['a', 1], undefined],
  ['bit-and', [0x1_0000_0003, 0x1_0000_0001], 0x1_0000_0001],
  ['bit-or', [4, 1], 5],
  ['bit-xor', [5, 1], 4],
  ['bit-not', [0], -1],
  ['shift-left', [1, 40], 2 ** 40],
  ['shift-left', [1, -1], undefined],
  ['shift-right', [-8, 1], -4],
  ['array-length', [[1, [2]]], 2],
  ['array', [1, undefined], [1, null]],
  ['object', ['a', 1, 'b', undefined], { a: 1 }],
  ['array-concat', [[1], [2, 3]], [1, 2, 3]],
  ['array-slice', [[1, 2, 3], -2], [2, 3]],
  ['array-index', [[{ a: 1 }, 2], { a: 1 }], 0],
  ['distinct', [[2, 1, 2, '2']], [2, 1, '2']],
  ['sort', [['b', 10, 9, 'a', null]], [9, 10, 'a', 'b', null]],
  ['flatten', [[1, [2, [3]]]], [1, 2, 3]],
  ['keys', [{ b: 1, a: 2 }], ['b', 'a']],
  ['merge', [{ a: 1 }, { a: 2, b: 3 }], { a: 1, b: 3 }],
  ['member', [[1, 2], -1], 2],
  ['member', [[1], 4], undefined],
  ['drop-first', [['sh', '-c']], ['-c']],
  ['option-flags', [['-sV', '--color=auto', '--long', 'x', '-']], ['s', 'V', 'sV', 'long']],
  ['option-values', [['--a=1', '-b', '2', '-c', '-d']], ['a=1', 'b=2']],
  ['path', [{ a: [{ 'b.c': 7 }] }, 'a', 0, 'b.c'], 7],
  ['path', [{}, '__proto__'], undefined],
  ['parse-json', ['{"a":1}'], { a: 1 }],
  ['parse-json', ['{'], undefined],
  ['second', [leapDay], 58],
  ['minute', [leapDay], 59],
  ['hour', ['2024-02-29T23:30:00+01:00'], 22],
  ['day', [leapDay], 29],
  ['weekday', [leapDay], 4],
  ['year-day', [leapDay], 60],
  ['week', [leapDay], 9],
  ['week', ['2021-01-03T00:00:00Z'], 53],
  ['week', ['2024-12-30T00:00:00Z'], 1],
  ['month', [leapDay], 2],
  ['year', [leapDay], 2024],
  ['year', ['soon'], undefined],
  ['start-of', [leapDay, 'week'], Date.UTC(2024, 1, 25) * 1000],
  ['start-of', [leapDay, 'month'], Date.UTC(2024, 1, 1) * 1000],
  ['cidr-match', ['10.1.2.3', '192.168.0.0/16', '10.0.0.0/8'], true],
  ['cidr-match', ['nonsense', '10.0.0.0/8'], false],
  ['ip-is-private', ['172.31.0.1'], true],
  ['ip-is-private', ['fe80::1'], undefined],
  ['is-public-address', ['8.8.8.8'], true],
  ['is-public-address', ['127.0.0.1'], false],
  ['is-public-address', ['host'], undefined],
  ['ip-is-valid', ['::1'], true],
  ['ip-is-valid', ['010.0.0.1'], false],
];

const context = createContext(emptySettings);
const row = recordRow({});

describe('functions of values', () => {
  it.each(cases)('%s %j', (name, args, result) => {
    const values = args.map(arg => (arg === undefined ? missing : ({ op: 'constant', value: arg } as const)));
    expect(evaluateValue({ op: 'call', function: name, args: values }, row, context)).toEqual(result);
  });

  it('every function has a case', () => {
    const tried = new Set<string>(cases.map(([name]) => name));
    expect(Object.keys(functionMeanings).filter(name => !tried.has(name))).toEqual([]);
  });

  it.each(Object.keys(functionMeanings) as FunctionName[])('%s takes anything without throwing', name => {
    const strange: readonly JsonValue[] = [null, '', '\ud800', Number.MAX_VALUE, -1, [], [[null]], {}, 'constructor'];
    for (const a of strange) {
      for (const b of strange) {
        const args = [a, b, a].map(value => ({ op: 'constant', value }) as const);
        for (const some of [[], args.slice(0, 1), args.slice(0, 2), args]) {
          expect(() => evaluateValue({ op: 'call', function: name, args: some }, row, context)).not.toThrow();
        }
      }
    }
  });

  it('`each` calls once for every combination of members', () => {
    const args = [
      ['a', 'b'],
      ['x', 'y'],
    ].map(value => ({ op: 'constant', value }) as const);
    const value = evaluateValue({ op: 'call', function: 'concat', args, each: true }, row, context);
    expect(value).toEqual(['ax', 'ay', 'bx', 'by']);
  });
});

const missing = { op: 'field', field: { field: 'no', names: [{ space: 'vendor', name: 'no' }] } } as const;
