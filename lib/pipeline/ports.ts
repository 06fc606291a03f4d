import type { BucketContents, Decision, StateStore } from '../correlation/index.ts';
import {
  createContext,
  createMatcher,
  createTables,
  type EvaluationContext,
  type Matcher,
  type RuleBundle,
} from '../engine/index.ts';
import { type FieldTable, type LogEvent, type Micros, parseIsoMicros } from '../event/index.ts';
import type { FindingSink } from '../finding/index.ts';
import { type DecodeLimits, defaultLimits, type Unread } from '../ingest/index.ts';
import { fieldTables, type SourceSettings } from '../sources/index.ts';
import { mostNamedKeys } from './expect-named.ts';
import { mostTold } from './heard-feeds.ts';
import { type KnownTerms, knownTerms } from './known-terms.ts';
import { mostNeighbourhoods, mostNovelties, mostSampled } from './neighbours.ts';
import { type Patience, type PreparedRule, prepareRules, streamPatience } from './prepared-rule.ts';
import { type RecentlyUsed, recentlyUsed } from './recently-used.ts';
import { unreadLogs } from './unread-logs.ts';
import type { WantsLogGroup } from './wanted-log-groups.ts';

/** What detection needs of the world, and what was prepared for it once. */
export interface DetectPorts {
  readonly state: StateStore;
  /** Where terms are remembered over weeks: kept and backed up, as short-lived state is not. */
  readonly baselines: StateStore;
  readonly findings: FindingSink;
  readonly rules: Ruleset;
  readonly limits: DecodeLimits;
  /** Reads every log as this source's, whatever it looks like; '' recognises. */
  readonly forcedSource: string;
  /** Records of other log groups are left alone: those of weir itself above all. */
  readonly wantsLogGroup: WantsLogGroup;
  readonly observer: Observer;
  /** The event itself, but in tests of rules, whose cases may say when it happened. */
  readonly adjust: (event: LogEvent) => LogEvent;
}

/** A rule bundle made ready to run. */
export interface Ruleset extends ContainerMemory {
  readonly bundle: RuleBundle;
  readonly matcher: Matcher;
  readonly context: EvaluationContext;
  readonly prepared: readonly PreparedRule[];
  readonly patience: Patience;
  readonly sourceSettings: SourceSettings;
  readonly tableOf: (source: string) => FieldTable;
  /** Which logs no rule wants, so that they need not be parsed. */
  readonly unread: Unread;
  /** From when on a rule's baseline learns in silence; null where it does not. */
  readonly learningSince: (rule: string) => Micros | null;
}

/** What a container remembers between its invocations. Forgetting it costs requests, and nothing else. */
export interface ContainerMemory {
  /** Terms that this container knows to be known. */
  readonly known: KnownTerms;
  /** How many neighbours this container has listed, by list, and what it said of new terms, by finding. */
  readonly listed: RecentlyUsed<number>;
  readonly novelties: RecentlyUsed<string>;
  readonly sampled: RecentlyUsed<BucketContents>;
  /** In which slots this container has written down that a feed was heard. */
  readonly told: RecentlyUsed<true>;
  /** The day on which this container last wrote a named key down, by key. */
  readonly named: RecentlyUsed<number>;
}

/** Sees what goes by: for the command line, which shows every contributing event. */
export interface Observer {
  readonly event: (event: LogEvent) => void;
  readonly decision: (decision: Decision) => void;
}

export const noObserver: Observer = { event: () => undefined, decision: () => undefined };

export function prepareRuleset(bundle: RuleBundle, patience: Patience = streamPatience(bundle.settings)): Ruleset {
  const { hosts, formats } = bundle.settings;
  const tableOf = createTables(Object.values(fieldTables));
  return {
    bundle,
    matcher: createMatcher(bundle, Object.values(fieldTables)),
    context: createContext(bundle.settings),
    prepared: prepareRules(bundle, patience),
    patience,
    sourceSettings: { hosts, formats },
    tableOf,
    unread: unreadLogs(bundle, tableOf),
    learningSince: learningStarts(bundle.settings),
    ...containerMemory(),
  };
}

export function containerMemory(): ContainerMemory {
  return {
    known: knownTerms(),
    listed: recentlyUsed(mostNeighbourhoods),
    novelties: recentlyUsed(mostNovelties),
    sampled: recentlyUsed(mostSampled),
    told: recentlyUsed(mostTold),
    named: recentlyUsed(mostNamedKeys),
  };
}

function learningStarts({ baselinesSince = '', baselinesSinceOf = {} }: RuleBundle['settings']) {
  const startOf = (day: string) => parseIsoMicros(`${day}T00:00Z`);
  const starts = new Map(Object.entries(baselinesSinceOf).map(([rule, day]) => [rule, startOf(day)]));
  const usual = startOf(baselinesSince);
  return (rule: string): Micros | null => starts.get(rule) ?? usual;
}

/** Where a rule's hits are kept. */
export function storeOf(rule: PreparedRule, ports: DetectPorts): StateStore {
  return rule.plan.oneBucket ? ports.baselines : ports.state;
}

/** Without a store of their own, baselines are kept beside the rest. */
export function detectPorts(
  parts: Pick<DetectPorts, 'state' | 'findings' | 'rules'> & Partial<DetectPorts>,
): DetectPorts {
  return {
    baselines: parts.state,
    limits: defaultLimits,
    forcedSource: '',
    wantsLogGroup: () => true,
    observer: noObserver,
    adjust: event => event,
    ...parts,
  };
}
