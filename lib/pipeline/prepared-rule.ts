import { anchorSlack, type Keeping, keyNames, keyParts, type Plan, planOf } from '../correlation/index.ts';
import type { BundledRule, BundleSettings, RuleBundle } from '../engine/index.ts';
import type { Micros } from '../event/index.ts';
import { type Leg, legs } from '../ir/index.ts';

/** A bundled rule with all that detection asks of it for each hit, worked out once per container. */
export interface PreparedRule extends BundledRule {
  readonly plan: Plan;
  readonly keeping: Keeping;
  /** The legs of the detection, each with the key that its hits are correlated by. */
  readonly legs: readonly Leg[];
  readonly legNames: readonly string[];
  readonly keyNames: readonly string[];
  /** How far a finding's time can move while its id stays: where chains keep its hits (see anchorSlack). */
  readonly slack: Micros;
  /** The rules that feed on this one's findings, by position, and with which leg. */
  readonly feeds: readonly { readonly rule: number; readonly leg: number }[];
}

/** How long hits are kept and waited for; files are never late, and nothing in them expires. */
export interface Patience {
  readonly horizon: Micros;
  /** How late an event of a source may be. */
  readonly lateness: (source: string) => Micros;
  /** How far ahead of its arrival an event's own clock may be. */
  readonly future: Micros;
}

const second: Micros = 1_000_000;
const day: Micros = 86_400 * second;

/** Three days: a weekend in which nobody redrives what failed. */
const defaultHorizon: Micros = 3 * day;
/** Clocks drift by seconds; a quarter of an hour is a wrong clock. */
const defaultFuture: Micros = 900 * second;
/** CloudTrail delivers within some fifteen minutes, most within five. */
const defaultLatenessSeconds = 1_800;

export function streamPatience(settings: Pick<BundleSettings, 'latenessSeconds'>): Patience {
  const { latenessSeconds } = settings;
  const usual = latenessSeconds.default ?? defaultLatenessSeconds;
  return {
    horizon: defaultHorizon,
    lateness: source => (Object.hasOwn(latenessSeconds, source) ? (latenessSeconds[source] ?? usual) : usual) * second,
    future: defaultFuture,
  };
}

/** For files: they are all there, so nothing is late, and windows close when the caller says that the end has come. */
export const filePatience: Patience = {
  horizon: Number.POSITIVE_INFINITY,
  lateness: () => Number.POSITIVE_INFINITY,
  future: Number.POSITIVE_INFINITY,
};

export function prepareRules(bundle: RuleBundle, patience: Patience): readonly PreparedRule[] {
  const feeds = feedsOf(bundle);
  return bundle.rules.map((bundled, position) => {
    const { rule } = bundled;
    const innerSlack = Math.max(0, ...innerRules(bundle, position).map(inner => anchorSlack(inner.rule)));
    const ownLegs = legs(rule.detection).map((leg, number) => ({ ...leg, key: keyParts(rule, number) }));
    return {
      ...bundled,
      plan: planOf(rule, innerSlack),
      keeping: { lateness: latenessOf(bundle, position, patience, new Set()), horizon: patience.horizon },
      legs: ownLegs,
      legNames: ownLegs.map(leg => leg.name),
      keyNames: keyNames(rule),
      slack: anchorSlack(rule),
      feeds: feeds.get(position) ?? [],
    };
  });
}

/** Positions of the rules that a name or id in a chain can mean. */
function positionsOf(bundle: RuleBundle, name: string): readonly number[] {
  return bundle.rules.flatMap(({ rule }, position) =>
    rule.meta.id === name || (name !== '' && rule.meta.name === name) ? [position] : [],
  );
}

function innerRules(bundle: RuleBundle, position: number): readonly BundledRule[] {
  const found = bundle.rules[position];
  if (found === undefined) return [];
  return legs(found.rule.detection).flatMap(({ from }) =>
    from.kind === 'rule' ? positionsOf(bundle, from.rule).flatMap(inner => bundle.rules[inner] ?? []) : [],
  );
}

function feedsOf(bundle: RuleBundle): ReadonlyMap<number, readonly { rule: number; leg: number }[]> {
  const feeds = new Map<number, { rule: number; leg: number }[]>();
  for (const [outer, { rule }] of bundle.rules.entries()) {
    for (const [leg, { from }] of legs(rule.detection).entries()) {
      if (from.kind !== 'rule') continue;
      for (const inner of positionsOf(bundle, from.rule)) {
        feeds.set(inner, [...(feeds.get(inner) ?? []), { rule: outer, leg }]);
      }
    }
  }
  return feeds;
}

/** A rule waits for the latest of its sources; a chain for the latest of its rules' sources. */
function latenessOf(bundle: RuleBundle, position: number, patience: Patience, asked: Set<number>): Micros {
  const found = bundle.rules[position];
  if (found === undefined || asked.has(position)) return 0;
  asked.add(position);
  const everySource = ['default', ...Object.keys(bundle.settings.latenessSeconds)];
  const latest = legs(found.rule.detection).map(({ from }) => {
    if (from.kind === 'rule') {
      return Math.max(0, ...positionsOf(bundle, from.rule).map(inner => latenessOf(bundle, inner, patience, asked)));
    }
    const isNamed = from.route.length > 0 && from.route.every(pattern => pattern.sources !== undefined);
    const sources = isNamed ? from.route.flatMap(pattern => pattern.sources ?? []) : everySource;
    return Math.max(0, ...sources.map(patience.lateness));
  });
  return Math.max(0, ...latest);
}
