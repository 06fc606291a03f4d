import { memoryStore, type StateStore } from '../../lib/correlation/index.ts';
import { bundleRules, emptySettings } from '../../lib/engine/index.ts';
import { memoryFindingSink } from '../../lib/finding/index.ts';
import { type DetectPorts, detect, detectPorts, prepareRuleset } from '../../lib/pipeline/index.ts';
import { input, noon, rule } from './scenario.ts';

export const day = 86_400_000_000;
export const baselineRule = 'new-program';

export interface BaselineOptions {
  readonly history: number;
  readonly freeze: number;
  readonly learning?: number;
  readonly since?: string;
  /** Fields of the term; `who` comes first. */
  readonly terms?: readonly string[];
  readonly store?: StateStore;
}

export interface BaselineLine {
  readonly ports: DetectPorts;
  /** Another container: nothing in its memory. */
  readonly coldPorts: () => DetectPorts;
  /** Requests to the store until now. */
  readonly calls: () => number;
  /** An event on a day after the first, at noon and some seconds. */
  readonly see: (at: number, fields?: Readonly<Record<string, string>>, options?: SeeOptions) => Promise<void>;
  /** Days of the active findings, in order. */
  readonly found: () => readonly number[];
  readonly descriptions: () => readonly string[];
}

export interface SeeOptions {
  readonly arrivalDay?: number;
  readonly seconds?: number;
  readonly ports?: DetectPorts;
}

/** A first-seen rule, fed day by day. */
export function baselineLine(options: BaselineOptions): BaselineLine {
  const { history, freeze, learning = 0, since = '', terms = ['program'], store = memoryStore() } = options;
  let calls = 0;
  const counted =
    <Call extends readonly unknown[], Answer>(method: (...call: Call) => Promise<Answer>) =>
    (...call: Call) => {
      calls++;
      return method(...call);
    };
  const state: StateStore = {
    add: counted(store.add),
    read: counted(store.read),
    sample: counted(store.sample),
    mark: counted(store.mark),
    schedule: counted(store.schedule),
    due: counted(store.due),
    done: counted(store.done),
  };
  const sink = memoryFindingSink([]);
  const detection = {
    kind: 'first-seen',
    input: input('exec', terms),
    historyDays: history,
    learningDays: learning,
    freezeDays: freeze,
  } as const;
  const settings = { ...emptySettings, latenessSeconds: { default: 2 * 86_400 }, baselinesSince: since };
  const bundle = bundleRules([{ rule: rule(baselineRule, detection), staged: false }], settings);
  const cold = () => detectPorts({ state, findings: sink, rules: prepareRuleset(bundle) });
  const ports = cold();
  const rows = () =>
    sink
      .rows()
      .filter(({ finding }) => finding.state === 'active')
      .sort((a, b) => (a.finding.firstSeen < b.finding.firstSeen ? -1 : 1));
  return {
    ports,
    coldPorts: cold,
    calls: () => calls,
    see: async (at, fields = {}, { arrivalDay = at, seconds = 0, ports: through = ports } = {}) => {
      const time = noon + at * day + seconds * 1_000_000;
      const timestamp = new Date(time / 1000).toISOString();
      const text = JSON.stringify({ timestamp, kind: 'exec', who: 'deploy', program: 'psql', ...fields });
      const arrival = noon + arrivalDay * day + seconds * 1_000_000;
      const records = [{ recordId: 'r', data: '', bytes: Buffer.from(text), arrival }];
      await detect({ account: '1', region: 'r', records }, through, arrival);
    },
    found: () => rows().map(({ finding }) => (Date.parse(finding.firstSeen) * 1000 - noon) / day),
    descriptions: () => rows().map(({ finding }) => finding.description),
  };
}
