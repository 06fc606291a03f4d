import type { Severity } from '../rule/index.ts';

/** weir.yml, read: every key is there, with its default where the file leaves it out. */
export interface Config {
  readonly deploy: DeployConfig;
  readonly rules: RulesConfig;
  /** By rule id. */
  readonly tune: Readonly<Record<string, RuleTuning>>;
  /** Lists by name: Sigma placeholders, AllowedDBClients, watchlists. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly windows: readonly WindowEntry[];
  readonly hosts: readonly HostEntry[];
  /** Format strings by source, where a source has any (`vpc-flow`). */
  readonly formats: Readonly<Record<string, string>>;
}

export type EventBridgeSource = 'cloudtrail' | 'guardduty';

export interface DeployConfig {
  /** Keep every record in the archive bucket, not only those that failed. */
  readonly archive: boolean;
  readonly archiveDays: number;
  readonly securityHub: boolean;
  /** '' makes a key of the stack's own. */
  readonly kmsKeyArn: string;
  readonly logGroups: readonly string[];
  readonly logGroupPrefixes: readonly string[];
  /** '' is none. */
  readonly organizationId: string;
  readonly sourceAccounts: readonly string[];
  readonly eventBridge: readonly EventBridgeSource[];
  /** Most executions of the detect function at a time; null leaves it to the account's limit. */
  readonly concurrency: number | null;
  /** How late an event of a source may arrive and still be correlated; `default` is for the others. */
  readonly latenessSeconds: Readonly<Record<string, number>>;
  /** After how long without a log a source that was seen is a finding; `default` is for the others, 0 never. */
  readonly silentAfterSeconds: Readonly<Record<string, number>>;
  /** How much Firehose gathers, and how long, before it calls detect. */
  readonly bufferMebibytes: number;
  readonly bufferSeconds: number;
  /** What one record may grow to when it is unpacked. */
  readonly inflateMebibytes: number;
  /** State outlives its window by this, so that a failed record can still be redriven and correlated. */
  readonly redriveDays: number;
  /** Findings of one rule in an hour, after which the others are told in one storm finding. */
  readonly stormAfter: number;
  readonly logDays: number;
}

export interface RulesConfig {
  /** Files and folders, relative to the folder of weir.yml. */
  readonly paths: readonly string[];
  readonly minLevel: Severity;
  /** Maturity words to load; empty loads all. */
  readonly statuses: readonly string[];
  /** Rule ids. */
  readonly disable: readonly string[];
  /** Rule ids: evaluated, counted and stored, never sent. */
  readonly staged: readonly string[];
  /** Rule ids or paths whose errors do not stop a build; they are left out. */
  readonly skipInvalid: readonly string[];
  /** The day on which baselines begin to learn, `YYYY-MM-DD`; '' learns nothing in silence. */
  readonly baselinesSince: string;
  /** For how many days they learn in silence, and for how many they do not learn from what was new; null as rules say. */
  readonly baselineLearnDays: number | null;
  readonly baselineFreezeDays: number | null;
}

export interface RuleTuning {
  /** Null leaves what the rule or the language says. */
  readonly severity: Severity | null;
  readonly suppress: TuneSuppression | null;
  /** A Sigma filter as plain data, not yet compiled; null is none. */
  readonly except: Readonly<Record<string, unknown>> | null;
  /** How a rule of new terms learns here; null as for all. */
  readonly baseline: BaselineTuning | null;
  /** Names of windows: only what happens in one of these is found; nothing that happens in one of those. */
  readonly onlyDuring: readonly string[];
  readonly notDuring: readonly string[];
  /** Turns the rule round: what it matches is expected, and found missing. Null for a rule as it is. */
  readonly expect: ExpectTuning | null;
}

export interface ExpectTuning {
  /** Name of the window whose every start it is expected after. */
  readonly window: string;
  /** How soon; null as long as the window is open. */
  readonly withinSeconds: number | null;
  /** Fields for each of whose values it is expected; none: once for all. */
  readonly by: readonly string[];
  /** Values that are expected though they were never seen. */
  readonly of: readonly string[];
}

/** Null and '' leave what holds for all rules. */
export interface BaselineTuning {
  readonly since: string;
  readonly learnDays: number | null;
  readonly freezeDays: number | null;
}

export type TuneSuppression =
  /** One finding per event. */
  | { readonly kind: 'off' }
  /** One finding per entity and period. An empty `by` and a null period leave what the rule says. */
  | { readonly kind: 'period'; readonly by: readonly string[]; readonly periodSeconds: number | null };

export interface WindowEntry {
  readonly name: string;
  /** Five fields, as in crontab(5). */
  readonly cron: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly minutes: number;
}

/** One machine under all its names. */
export interface HostEntry {
  readonly id: string;
  readonly names: readonly string[];
  readonly addresses: readonly string[];
  readonly interfaces: readonly string[];
}
