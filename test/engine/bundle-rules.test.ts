import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  bundleRules,
  createContext,
  emptySettings,
  encodeBundle,
  hitOf,
  loadBundle,
  openBundle,
  type RuleBundle,
  recordRow,
  ruleVersion,
} from '../../lib/engine/index.ts';
import type { JsonObject } from '../../lib/event/index.ts';
import { type Input, legs, type Predicate } from '../../lib/ir/index.ts';
import { ruleOf, single } from './rule.ts';

const name = { op: 'field', field: { field: 'name', names: [{ space: 'vendor', name: 'name' }] } } as const;
const isA: Predicate = {
  op: 'test',
  value: name,
  test: { is: 'equal', texts: ['a'], case: 'sensitive', asText: 'strings' },
  members: 'any',
};
const notNotA: Predicate = { op: 'not', of: { op: 'not', of: isA } };
const input = (where: Predicate): Input => ({
  name: 'i',
  from: { kind: 'events', route: [], where },
  key: [{ name: 'name', value: name, missing: 'drop' }],
  values: [name, { op: 'constant', value: 1 }],
});
const sequence = ruleOf(
  {
    kind: 'sequence',
    steps: [input(isA), input({ op: 'always' })].map(step => ({ ...step, missing: false, runs: 1 })),
    until: input(notNotA),
    maxSpan: 60_000_000,
  },
  's',
);

const staged = false;

describe('bundleRules', () => {
  it('makes one selector of equal meanings and lists its uses by rule and leg', () => {
    const { selectors } = bundleRules(
      [
        { rule: single(isA), staged },
        { rule: sequence, staged },
      ],
      emptySettings,
    );
    expect(selectors.map(({ where, uses }) => ({ op: where.op, uses }))).toEqual([
      {
        op: 'test',
        uses: [
          { rule: 0, leg: 0 },
          { rule: 1, leg: 0 },
          { rule: 1, leg: 2 },
        ],
      },
      { op: 'always', uses: [{ rule: 1, leg: 1 }] },
    ]);
  });

  it('gives a rule another version only where its detection differs', () => {
    const titled = { ...sequence, meta: { ...sequence.meta, title: 'another' } };
    expect(ruleVersion(titled)).toBe(ruleVersion(sequence));
    expect(ruleVersion(single(isA))).not.toBe(ruleVersion(single(notNotA)));
  });

  it('gives equal input an equal id, and anything else another', () => {
    const id = (settings = emptySettings) => bundleRules([{ rule: sequence, staged }], settings).id;
    expect(id()).toBe(id());
    expect(id({ ...emptySettings, values: { a: ['b'] } })).not.toBe(id());
  });
});

describe('loadBundle', () => {
  const chain = ruleOf(
    {
      kind: 'temporal',
      inputs: [{ ...input(isA), from: { kind: 'rule', rule: 's' } }],
      span: 60_000_000,
      order: 'any',
      having: { op: 'always' },
    },
    'c',
  );
  const bundle = bundleRules(
    [
      { rule: sequence, staged },
      { rule: single(notNotA, [{ product: 'linux' }], 'é'), staged: true },
      { rule: chain, staged },
    ],
    emptySettings,
  );
  const file = encodeBundle(bundle);
  const plain = ({ rules, selectors, ...rest }: RuleBundle) => ({
    ...rest,
    rules: rules.map(({ id, kind, feeds, rule, version, staged }) => ({ id, kind, feeds, rule, version, staged })),
    selectors: selectors.map(({ route, where, uses }) => ({ route, where, uses })),
  });

  it('reads back what was written, from memory and from a file', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'weir-bundle-')), 'rules.bundle');
    writeFileSync(path, file);
    expect(plain(loadBundle(file))).toEqual(plain(bundle));
    expect(plain(openBundle(path))).toEqual(plain(bundle));
  });

  it('says which rules feed on which', () =>
    expect(loadBundle(file).rules.map(({ feeds }) => feeds)).toEqual([[{ rule: 2, leg: 0 }], [], []]));

  it.each([
    {
      name: 'another version',
      content: encodeBundle({ ...bundle, version: 1 }),
      message: /version 1, this engine reads version/,
    },
    { name: 'something else', content: Buffer.from('{"version": 2, "rules": []}'), message: /no rule bundle/ },
    { name: 'nothing', content: Buffer.alloc(0), message: /no rule bundle/ },
    { name: 'half a bundle', content: file.subarray(0, file.length / 2), message: /cut short/ },
    { name: 'a bundle with a tail', content: Buffer.concat([file, Buffer.alloc(1)]), message: /added to/ },
  ])('refuses $name', ({ content, message }) => expect(() => loadBundle(content)).toThrow(message));
});

describe('hitOf', () => {
  const context = createContext(emptySettings);
  const [leg] = legs(sequence.detection);
  it.each([
    { name: 'key and values', record: { name: 'x' }, expected: { key: ['x'], values: ['x', 1] } },
    { name: 'a missing key part drops the event', record: {}, expected: { key: null, values: [null, 1] } },
    { name: 'null is as missing as missing', record: { name: null }, expected: { key: null, values: [null, 1] } },
  ])('$name', ({ record, expected }) => {
    expect(leg && hitOf(leg, recordRow(record as JsonObject), context)).toEqual(expected);
  });
});
