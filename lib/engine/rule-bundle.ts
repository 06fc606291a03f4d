import type { Detection, EventSelector, Rule } from '../ir/index.ts';

/** Bumped whenever a reader of the old form would misread the new one; a bundle of another version is refused on load. */
export const bundleVersion = 4;

/** All rules as they are deployed: data, with everything prebuilt that can be. */
export interface RuleBundle {
  readonly version: number;
  /** Hash of the whole content. */
  readonly id: string;
  readonly rules: readonly BundledRule[];
  /** Every place where a rule looks at events, flattened out of the detections; equal ones are one. */
  readonly selectors: readonly Selector[];
  readonly settings: BundleSettings;
  /** By what the selectors are found; derived from them. See witness/encode-index.ts. */
  readonly index: Uint8Array<ArrayBuffer>;
}

/** What the deployed functions need of weir.yml. */
export interface BundleSettings {
  /** Lists by name, for `listed` tests. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Calendar windows by name, for `in-window`. */
  readonly windows: Readonly<Record<string, CalendarWindow>>;
  readonly hosts: readonly {
    readonly id: string;
    readonly names: readonly string[];
    readonly addresses: readonly string[];
    readonly interfaces: readonly string[];
  }[];
  /** Format strings by source (`vpc-flow`). */
  readonly formats: Readonly<Record<string, string>>;
  /** How late an event of a source may arrive and still be correlated, in seconds; `default` for the others. */
  readonly latenessSeconds: Readonly<Record<string, number>>;
  /** After how many seconds without a log a source that was seen counts as silent; `default` for the others, 0 for never. */
  readonly silentAfterSeconds?: Readonly<Record<string, number>>;
  /** The day on which baselines began to learn (ISO 8601); '' or left out: nothing is learned in silence. */
  readonly baselinesSince?: string;
  /** The same for single rules, by id. */
  readonly baselinesSinceOf?: Readonly<Record<string, string>>;
}

export interface CalendarWindow {
  /** Five fields, as in crontab(5). */
  readonly cron: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly minutes: number;
}

/** Of a bundle that was read, `rule`, `version` and `staged` are read when they are first asked for. */
export interface BundledRule {
  /** As in `rule`. */
  readonly id: string;
  readonly kind: Detection['kind'];
  /** The rules that feed on this one's findings (a chain), by position, and with which leg. */
  readonly feeds: readonly { readonly rule: number; readonly leg: number }[];
  readonly rule: Rule;
  /** Hash of the rule's IR, which keys its state. */
  readonly version: string;
  /** Evaluated, counted and stored, but never sent. */
  readonly staged: boolean;
}

export interface Selector extends EventSelector {
  /** Who asks: rule by position in `rules`, and which leg of its detection. */
  readonly uses: readonly { readonly rule: number; readonly leg: number }[];
}
