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

/** Each rule is prepared when it is first asked for: most never match. */
export function prepareRules(bundle: RuleBundle, patience: Patience): readonly PreparedRule[] {
  const inner = innerRules(bundle);
  return bundle.rules.map(
    (bundled, position) => new LazyRule(bundled, () => prepare(bundle, position, patience, inner)),
  );
}

type Prepared = Omit<PreparedRule, keyof BundledRule>;

function prepare(bundle: RuleBundle, position: number, patience: Patience, inner: InnerRules): Prepared {
  const rule = bundle.rules[position]?.rule;
  if (rule === undefined) throw new Error(`the bundle has no rule ${position}`);
  const slacks = (inner.get(position) ?? [])
    .map(at => bundle.rules[at]?.rule)
    .flatMap(one => (one === undefined ? [] : [anchorSlack(one)]));
  const ownLegs = legs(rule.detection).map((leg, number) => ({ ...leg, key: keyParts(rule, number) }));
  return {
    plan: planOf(rule, Math.max(0, ...slacks)),
    keeping: { lateness: latenessOf(bundle, position, patience, inner, new Set()), horizon: patience.horizon },
    legs: ownLegs,
    legNames: ownLegs.map(leg => leg.name),
    keyNames: keyNames(rule),
    slack: anchorSlack(rule),
  };
}

/** A class, since thousands are made at the start of a container: its getters are made once. */
class LazyRule implements PreparedRule {
  readonly #bundled: BundledRule;
  readonly #prepare: () => Prepared;
  #made: Prepared | null = null;

  constructor(bundled: BundledRule, prepare: () => Prepared) {
    this.#bundled = bundled;
    this.#prepare = prepare;
  }

  get id() {
    return this.#bundled.id;
  }
  get kind() {
    return this.#bundled.kind;
  }
  get feeds() {
    return this.#bundled.feeds;
  }
  get rule() {
    return this.#bundled.rule;
  }
  get version() {
    return this.#bundled.version;
  }
  get staged() {
    return this.#bundled.staged;
  }
  get plan() {
    return this.#prepared().plan;
  }
  get keeping() {
    return this.#prepared().keeping;
  }
  get legs() {
    return this.#prepared().legs;
  }
  get legNames() {
    return this.#prepared().legNames;
  }
  get keyNames() {
    return this.#prepared().keyNames;
  }
  get slack() {
    return this.#prepared().slack;
  }

  #prepared(): Prepared {
    this.#made ??= this.#prepare();
    return this.#made;
  }
}

/** Positions of the rules on whose findings a rule feeds. */
type InnerRules = ReadonlyMap<number, readonly number[]>;

function innerRules(bundle: RuleBundle): InnerRules {
  const inner = new Map<number, number[]>();
  for (const [position, { feeds }] of bundle.rules.entries()) {
    for (const { rule } of feeds) inner.set(rule, [...(inner.get(rule) ?? []), position]);
  }
  return inner;
}

/** A rule waits for the latest of its sources; a chain for the latest of its rules' sources. */
function latenessOf(
  bundle: RuleBundle,
  position: number,
  patience: Patience,
  inner: InnerRules,
  asked: Set<number>,
): Micros {
  const found = bundle.rules[position];
  if (found === undefined || asked.has(position)) return 0;
  asked.add(position);
  const everySource = ['default', ...Object.keys(bundle.settings.latenessSeconds)];
  const latest = legs(found.rule.detection).map(({ from }) => {
    if (from.kind === 'rule') {
      return Math.max(0, ...(inner.get(position) ?? []).map(at => latenessOf(bundle, at, patience, inner, asked)));
    }
    const isNamed = from.route.length > 0 && from.route.every(pattern => pattern.sources !== undefined);
    const sources = isNamed ? from.route.flatMap(pattern => pattern.sources ?? []) : everySource;
    return Math.max(0, ...sources.map(patience.lateness));
  });
  return Math.max(0, ...latest);
}
