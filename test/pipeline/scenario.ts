import { memoryStore, type StateStore } from '../../lib/correlation/index.ts';
import { bundleRules, emptySettings } from '../../lib/engine/index.ts';
import type { JsonObject, Micros } from '../../lib/event/index.ts';
import { type Finding, type MemoryFindingSink, memoryFindingSink } from '../../lib/finding/index.ts';
import type { Detection, FieldRef, Input, Predicate, Rule, Suppression, Value } from '../../lib/ir/index.ts';
import { type Detected, detect, detectPorts, prepareRuleset, type Swept, sweep } from '../../lib/pipeline/index.ts';
import { noGuidance } from '../../lib/rule/index.ts';

/** Short ways to write rules, events and timelines for tests of the line. Times are seconds after noon on one day. */
export const noon: Micros = Date.UTC(2026, 0, 15, 12) * 1000;
export const second: Micros = 1_000_000;
export const minute: Micros = 60 * second;
export const hour: Micros = 60 * minute;

export function field(name: string): Value {
  return { op: 'field', field: ref(name) };
}

export function ref(name: string): FieldRef {
  return { field: name, names: [{ space: 'vendor', name }] };
}

export function is(name: string, text: string): Predicate {
  return {
    op: 'test',
    value: field(name),
    test: { is: 'equal', texts: [text], case: 'sensitive', asText: 'scalars' },
    members: 'any',
  };
}

export function number(name: string, compare: '>=' | '<' | '==' | '>', to: number): Predicate {
  return { op: 'test', value: field(name), test: { is: 'number', compare, to, numericText: false }, members: 'any' };
}

/** Events whose `kind` is this, per `who`. */
export function input(kind: string, values: readonly string[] = [], key: readonly string[] = ['who']): Input {
  return {
    name: kind,
    from: { kind: 'events', route: [], where: is('kind', kind) },
    key: key.map(name => ({ name, value: field(name), missing: 'drop' })),
    values: values.map(field),
  };
}

export function findingsOf(rule: string, kind = rule): Input {
  return { ...input(kind), from: { kind: 'rule', rule } };
}

export function rule(
  id: string,
  detection: Detection,
  parts: { suppression?: Suppression; emits?: boolean } = {},
): Rule {
  return {
    meta: {
      id,
      name: '',
      title: id,
      description: '',
      severity: 'medium',
      language: 'sigma',
      maturity: '',
      author: '',
      tags: [],
      attack: { tactics: [], techniques: [] },
      guidance: noGuidance,
      span: { path: `${id}.yml`, line: 1, column: 1, endLine: 1, endColumn: 1 },
    },
    detection,
    suppression: parts.suppression ?? { kind: 'period', by: [], period: hour },
    emits: parts.emits ?? true,
  };
}

export interface Told extends JsonObject {
  /** Seconds after noon. */
  readonly at: number;
}

export interface World {
  readonly sink: MemoryFindingSink;
  readonly send: (events: readonly Told[], options?: SendOptions) => Promise<Detected>;
  readonly sweep: (atSeconds: number) => Promise<Swept>;
  readonly active: () => readonly Finding[];
}

export interface SendOptions {
  /** Seconds after noon at which the batch arrives (default: with its last event), and at which it is evaluated. */
  readonly arrival?: number;
  readonly now?: number;
  /** One record for all events instead of one each. */
  readonly together?: boolean;
}

export function world(
  rules: readonly Rule[],
  state: StateStore = memoryStore(),
  lateness = 600,
  sink: MemoryFindingSink = memoryFindingSink([]),
): World {
  const bundle = bundleRules(
    rules.map(each => ({ rule: each, staged: false })),
    { ...emptySettings, latenessSeconds: { default: lateness } },
  );
  const ports = detectPorts({ state, findings: sink, rules: prepareRuleset(bundle) });
  return {
    sink,
    send: (events, options = {}) => {
      const arrival = noon + (options.arrival ?? Math.max(...events.map(event => event.at))) * second;
      const texts = events.map(logText);
      const records = options.together ? [texts.join('\n')] : texts;
      return detect(
        {
          account: '111122223333',
          region: 'eu-central-1',
          records: records.map((text, index) => ({
            recordId: `r${index}`,
            data: '',
            bytes: Buffer.from(text),
            arrival,
          })),
        },
        ports,
        options.now === undefined ? arrival : noon + options.now * second,
      );
    },
    sweep: atSeconds => sweep(ports, noon + atSeconds * second, 1_000),
    active: () =>
      sink
        .rows()
        .map(row => row.finding)
        .filter(finding => finding.state === 'active'),
  };
}

function logText({ at, ...fields }: Told): string {
  return JSON.stringify({ timestamp: new Date((noon + at * second) / 1000).toISOString(), ...fields });
}
