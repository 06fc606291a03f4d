import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { differences } from '../../../cli/proof/differences.ts';
import { expectedFindings, type Fact } from '../../../cli/proof/expected.ts';
import { proofTelemetry } from '../../../cli/proof/telemetry.ts';
import { readRuleSet } from '../../../cli/rule-set.ts';
import { recordedTerminal } from '../terminal.ts';

const now = Date.UTC(2026, 0, 15, 12, 30);
const telemetry = proofTelemetry('weir-proof-x', 1, 12, now);
let expected: readonly Fact[];

beforeAll(async () => {
  const rules = join(import.meta.dirname, '../../../cli/proof/rules');
  const { bundle } = readRuleSet('', [rules], recordedTerminal()).build;
  expected = await expectedFindings(bundle, telemetry.lines, now);
});

describe('what a proof sends', () => {
  it('is found by each of its rules, one of each kind', () => {
    const rules = [...new Set(expected.map(({ rule }) => rule))].sort();
    expect(rules).toEqual([
      'weir.proof.chain',
      'weir.proof.missing',
      'weir.proof.new-terms',
      'weir.proof.sequence',
      'weir.proof.single',
      'weir.proof.threshold',
    ]);
  });

  it('is the same for the same seed, and marked in every line', () => {
    expect(proofTelemetry('weir-proof-x', 1, 12, now)).toEqual(telemetry);
    expect(telemetry.lines.every(line => line.includes('weir-proof-x'))).toBe(true);
  });
});

describe('what a proof compares', () => {
  it('is nothing where all is as it must be, and ignores what was retracted', () => {
    const [first] = expected;
    const retracted = first === undefined ? [] : [{ ...first, id: 'other', state: 'retracted' as const }];
    expect(differences(expected, [...expected, ...retracted])).toEqual([]);
  });

  it.each<{ name: string; change: (facts: readonly Fact[]) => readonly Fact[]; says: RegExp }>([
    { name: 'a finding that is missing', change: facts => facts.slice(1), says: /^missing: weir\.proof/ },
    {
      name: 'one too many',
      change: facts => [...facts, ...facts.slice(0, 1).map(fact => ({ ...fact, id: 'new' }))],
      says: /^not expected: .* new: /,
    },
    {
      name: 'another count',
      change: facts => facts.map((fact, at) => (at === 0 ? { ...fact, count: 99 } : fact)),
      says: /^is .* 99 from .*, must be /,
    },
  ])('tells $name', ({ change, says }) => {
    expect(differences(expected, change(expected))).toEqual([expect.stringMatching(says)]);
  });
});
