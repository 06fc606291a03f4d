import type { Detection, Input, KeyPart, Measure, Predicate, Rule, Value } from '../lib/ir/index.ts';
import { noGuidance } from '../lib/rule/index.ts';

/** Eight correlations over CloudTrail, one of each kind, whose state `npm run bench -- state` counts. */
const minute = 60_000_000;

function field(name: string): Value {
  return { op: 'field', field: { field: name, names: [{ space: 'vendor', name }] } };
}

const principal: readonly KeyPart[] = [{ name: 'principal', value: field('userIdentity.arn'), missing: 'drop' }];

function calls(name: string, events: readonly string[], values: readonly string[] = []): Input {
  const where: Predicate = {
    op: 'test',
    value: field('eventName'),
    test: {
      is: 'like',
      parts: [{ part: 'any-run' }],
      case: 'sensitive',
      asText: 'scalars',
    },
    members: 'any',
  };
  const named: Predicate = {
    op: 'test',
    value: field('eventName'),
    test: { is: 'equal', texts: events, case: 'sensitive', asText: 'strings' },
    members: 'any',
  };
  return {
    name,
    from: { kind: 'events', route: [{ sources: ['cloudtrail'] }], where: events.length === 0 ? where : named },
    key: principal,
    values: values.map(field),
  };
}

function atLeast(name: string, to: number): Predicate {
  return {
    op: 'test',
    value: field(name),
    test: { is: 'number', compare: '>=', to, numericText: false },
    members: 'any',
  };
}

const secrets = ['GetSecretValue', 'GetParameter', 'GetParameters', 'ListSecrets', 'DescribeParameters'];
const discovery = ['GetUser', 'ListUsers', 'DescribeInstances', 'DescribeRouteTables', 'ListTagsForResource'];
const changes = ['PutParameter', 'DeleteParameter', 'CreateUser', 'AttachUserPolicy', 'ModifyDBSnapshotAttribute'];
const count: Measure = { name: 'event_count', function: 'count', of: [] };
const sliding = { kind: 'sliding' } as const;
const step = (input: Input) => ({ ...input, missing: false, runs: 1 });

const detections: Readonly<Record<string, Detection>> = {
  count: {
    kind: 'aggregate',
    inputs: [calls('calls', [])],
    span: 10 * minute,
    measures: [count],
    having: atLeast('event_count', 200),
    window: sliding,
  },
  distinct: {
    kind: 'aggregate',
    inputs: [calls('calls', [], ['eventSource'])],
    span: 10 * minute,
    measures: [{ name: 'services', function: 'distinct', of: [0] }],
    having: atLeast('services', 8),
    window: sliding,
  },
  temporal: {
    kind: 'temporal',
    inputs: [calls('discovery', discovery), calls('secrets', secrets)],
    span: 15 * minute,
    order: 'any',
    having: atLeast('rules', 2),
  },
  ordered: {
    kind: 'temporal',
    inputs: [calls('discovery', discovery), calls('secrets', secrets), calls('changes', changes)],
    span: 30 * minute,
    order: 'strict',
    having: atLeast('rules', 3),
  },
  sequence: {
    kind: 'sequence',
    steps: [step(calls('discovery', discovery)), step(calls('secrets', secrets)), step(calls('changes', changes))],
    until: null,
    maxSpan: 30 * minute,
  },
  join: {
    kind: 'join',
    join: 'inner',
    left: calls('secrets', secrets),
    right: calls('changes', changes),
    span: 10 * minute,
    where: { op: 'always' },
    window: sliding,
  },
  'first-seen': {
    kind: 'first-seen',
    input: calls('calls', [], ['eventSource']),
    historyDays: 14,
    learningDays: 0,
    freezeDays: 7,
  },
  chain: {
    kind: 'aggregate',
    inputs: [{ ...calls('found', []), from: { kind: 'rule', rule: 'temporal' } }],
    span: 60 * minute,
    measures: [count],
    having: atLeast('event_count', 2),
    window: sliding,
  },
};

export const stateRules: readonly Rule[] = Object.entries(detections).map(([id, detection]) => ({
  meta: {
    id,
    name: '',
    title: id,
    description: '',
    severity: 'medium',
    language: 'bench',
    maturity: '',
    author: '',
    tags: [],
    attack: { tactics: [], techniques: [] },
    guidance: noGuidance,
    span: { path: 'bench/state-rules.ts', line: 1, column: 1, endLine: 1, endColumn: 1 },
  },
  detection,
  suppression: { kind: 'period', by: [], period: 60 * minute },
  emits: true,
}));
