import { createHash } from 'node:crypto';
import type { JsonValue } from '../event/index.ts';
import { legs, type Rule, simplify } from '../ir/index.ts';
import { canonicalJson } from './canonical-json.ts';
import { type BundledRule, type BundleSettings, bundleVersion, type RuleBundle, type Selector } from './rule-bundle.ts';
import { buildIndex } from './witness/build-index.ts';
import { encodeIndex } from './witness/encode-index.ts';

export interface RuleToBundle {
  readonly rule: Rule;
  readonly staged: boolean;
}

/**
 * Rules as they are deployed. Every place where a rule looks at events becomes a selector; equal ones become one.
 * The order of the rules is kept, and equal input gives an equal bundle, id included.
 */
export function bundleRules(rules: readonly RuleToBundle[], settings: BundleSettings): RuleBundle {
  const feeds = feedsOf(rules.map(({ rule }) => rule));
  const bundled = rules.map(
    ({ rule, staged }, position): BundledRule => ({
      id: rule.meta.id,
      kind: rule.detection.kind,
      feeds: feeds.get(position) ?? [],
      rule,
      version: ruleVersion(rule),
      staged,
    }),
  );
  const selectors = selectorsOf(rules.map(({ rule }) => rule));
  const id = hashOf({ version: bundleVersion, rules: bundled, settings });
  const index = encodeIndex(buildIndex(selectors.map(({ where }) => where)));
  return { version: bundleVersion, id, rules: bundled, selectors, settings, index };
}

/** Hash of what decides the rule's matches and hits. Its title or guidance may change without losing its state. */
export function ruleVersion({ detection, suppression }: Rule): string {
  // How long a baseline learns and freezes decides nothing about its hits: weeks of them must not be lost for it.
  const lasting = detection.kind === 'first-seen' ? { kind: detection.kind, input: detection.input } : detection;
  // The suppression's key and period decide how hits are kept, so they are as much part of the state's key.
  return hashOf([lasting, suppression]);
}

/** Which rules feed on a rule's findings, under the id or the name that a chain calls it by. */
function feedsOf(rules: readonly Rule[]): ReadonlyMap<number, BundledRule['feeds']> {
  const positions = new Map<string, number[]>();
  for (const [position, { meta }] of rules.entries()) {
    for (const name of new Set([meta.id, meta.name])) {
      if (name !== '') positions.set(name, [...(positions.get(name) ?? []), position]);
    }
  }
  const feeds = new Map<number, { rule: number; leg: number }[]>();
  for (const [outer, { detection }] of rules.entries()) {
    for (const [leg, { from }] of legs(detection).entries()) {
      const inners = from.kind === 'rule' ? (positions.get(from.rule) ?? []) : [];
      for (const inner of inners) feeds.set(inner, [...(feeds.get(inner) ?? []), { rule: outer, leg }]);
    }
  }
  return feeds;
}

function selectorsOf(rules: readonly Rule[]): readonly Selector[] {
  const found = new Map<string, { readonly selector: Selector; readonly uses: { rule: number; leg: number }[] }>();
  for (const [position, rule] of rules.entries()) {
    for (const [leg, { from }] of legs(rule.detection).entries()) {
      if (from.kind !== 'events') continue;
      const meaning = { route: from.route, where: simplify(from.where) };
      const spelling = canonicalJson(asJson(meaning));
      const use = { rule: position, leg };
      const known = found.get(spelling);
      if (known !== undefined) known.uses.push(use);
      else {
        const uses = [use];
        found.set(spelling, { selector: { ...meaning, uses }, uses });
      }
    }
  }
  return [...found.values()].map(({ selector }) => selector);
}

function hashOf(content: unknown): string {
  return createHash('sha256')
    .update(canonicalJson(asJson(content)))
    .digest('hex');
}

/** The IR survives JSON by contract; going through it drops what is undefined, so that it cannot change a hash. */
function asJson(content: unknown): JsonValue {
  return JSON.parse(JSON.stringify(content));
}
