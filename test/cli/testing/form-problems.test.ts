import { expect, it } from 'vitest';
import { formProblems } from '../../../cli/testing/form-problems.ts';
import { type Guidance, noGuidance, type RuleMeta } from '../../../lib/rule/index.ts';
import { finding, rule } from '../../finding/samples.ts';

const id = '0d6f3c5e-3f4b-4b39-8f5a-6a1a5f2c9b71';
const guidance: Guidance = {
  why: 'All rows are in it.',
  severityReason: 'Jobs do it too.',
  triage: ['Ask {{ user.name }}.', 'Look.', 'Look again.'],
  falsePositives: ['Backups'],
  response: ['Stop it.', 'Say so.'],
  references: ['https://attack.mitre.org/techniques/T1213/006/'],
};
const hit = { isHit: true, findings: [] };
const miss = { isHit: false, findings: [] };
const enough = [hit, hit, miss, miss];

it.each<{ name: string; change?: Partial<RuleMeta>; outcomes?: typeof enough; problem: RegExp | null }>([
  { name: 'nothing is wrong', problem: null },
  { name: 'an id that is none', change: { id: 'db-dump' }, problem: /no random UUID/ },
  { name: 'a rule of weir’s own, which nobody reads', change: { id: 'weir.canary' }, outcomes: [], problem: null },
  { name: 'no why', change: { guidance: { ...guidance, why: '' } }, problem: /why it matters/ },
  { name: 'no reason', change: { guidance: { ...guidance, severityReason: '' } }, problem: /not reasoned/ },
  { name: 'no tags', change: { attack: { tactics: [], techniques: ['T1005'] } }, problem: /ATT&CK/ },
  { name: 'short triage', change: { guidance: { ...guidance, triage: ['{{ a }}'] } }, problem: /fewer than 3 steps/ },
  {
    name: 'triage without values',
    change: { guidance: { ...guidance, triage: ['a', 'b', 'c'] } },
    problem: /no step of triage uses a value/,
  },
  { name: 'one line of response', change: { guidance: { ...guidance, response: ['a'] } }, problem: /response/ },
  { name: 'one hit', outcomes: [hit, miss, miss], problem: /fewer than 2 cases that it must find/ },
  { name: 'one near miss', outcomes: [hit, hit, miss], problem: /fewer than 2 near misses/ },
])('$name', ({ change, outcomes = enough, problem }) => {
  const problems = formProblems(rule({ id, guidance, ...change }), outcomes);
  if (problem === null) expect(problems).toEqual([]);
  else expect(problems).toEqual([expect.stringMatching(problem)]);
});

it('a placeholder that one case fills is fine; one that none fills is named', () => {
  const meta = rule({
    id,
    title: 'Dump',
    description: 'By {{ user.name }} into {{ file.path }}',
    guidance: noGuidance,
  });
  const said = (description: string) => ({
    isHit: true,
    findings: [finding({ rule: id, title: 'Dump', description })],
  });
  const about = (...outcomes: readonly { isHit: boolean; findings: ReturnType<typeof said>['findings'] }[]) =>
    formProblems(meta, outcomes).filter(problem => problem.includes('fills'));
  expect(about(said('By ana into unknown'))).toEqual([
    'form: no case fills all of "By {{ user.name }} into {{ file.path }}"',
  ]);
  expect(about(said('By ana into unknown'), said('By ana into /tmp/a'))).toEqual([]);
});
