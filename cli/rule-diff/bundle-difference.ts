import type { BundledRule, BundleSettings, RuleBundle } from '../../lib/engine/index.ts';
import type { RuleMeta, Severity } from '../../lib/rule/index.ts';

/** What a deploy would change of the rules. */
export interface BundleDifference {
  readonly added: readonly ShownRule[];
  readonly changed: readonly ChangedRule[];
  readonly removed: readonly ShownRule[];
  readonly unchanged: number;
  /** Parts of weir.yml that the functions read and that differ: `values.watchlist`, `hosts`. */
  readonly settings: readonly string[];
}

export interface ShownRule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
}

export interface ChangedRule extends ShownRule {
  /** In words: `severity low → high`, `logic`. */
  readonly changes: readonly string[];
}

export function bundleDifference(deployed: RuleBundle, local: RuleBundle): BundleDifference {
  const before = byId(deployed);
  const after = byId(local);
  const changed = [...after].flatMap(([id, rule]) => {
    const old = before.get(id);
    const changes = old === undefined ? [] : changesOf(old, rule);
    return changes.length === 0 ? [] : [{ ...shown(rule), changes }];
  });
  const added = [...after].filter(([id]) => !before.has(id)).map(([, rule]) => shown(rule));
  return {
    added,
    changed,
    removed: [...before].filter(([id]) => !after.has(id)).map(([, rule]) => shown(rule)),
    unchanged: after.size - changed.length - added.length,
    settings: settingsOf(deployed.settings, local.settings),
  };
}

/** A rule that only feeds others stands for itself: it has an id of its own. */
function byId({ rules }: RuleBundle): ReadonlyMap<string, BundledRule> {
  return new Map(rules.map(bundled => [bundled.rule.meta.id, bundled]));
}

function shown({ rule: { meta } }: BundledRule): ShownRule {
  return { id: meta.id, title: meta.title, severity: meta.severity };
}

function changesOf(before: BundledRule, after: BundledRule): readonly string[] {
  const [old, now] = [before.rule.meta, after.rule.meta];
  return [
    ...(before.version === after.version ? [] : ['logic (its state begins anew)']),
    ...(old.severity === now.severity ? [] : [`severity ${old.severity} → ${now.severity}`]),
    ...(old.title === now.title ? [] : [`title, was "${old.title}"`]),
    ...(before.staged === after.staged ? [] : [after.staged ? 'staged now' : 'no longer staged']),
    ...(before.rule.emits === after.rule.emits
      ? []
      : [after.rule.emits ? 'finds by itself now' : 'only feeds others now']),
    ...(same(old.attack, now.attack) ? [] : ['ATT&CK tags']),
    ...(same(wordsOf(old), wordsOf(now)) ? [] : ['description or guidance']),
  ];
}

/** What people read of a rule; where it stands in a file is nobody's business here. */
function wordsOf({ description, guidance, maturity, author, tags, name }: RuleMeta): object {
  return { description, guidance, maturity, author, tags, name };
}

function settingsOf(before: BundleSettings, after: BundleSettings): readonly string[] {
  const [old, now] = [partsOf(before), partsOf(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  return names.flatMap(name => {
    if (old.get(name) === now.get(name)) return [];
    const how = !old.has(name) ? 'added' : !now.has(name) ? 'removed' : 'changed';
    return [`${name} ${how}`];
  });
}

/** Lists by their names, the rest as a whole. */
function partsOf(settings: BundleSettings): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(settings).flatMap(([name, value]: [string, unknown]): [string, string][] => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[name, JSON.stringify(value)]];
      return Object.entries(value).map(([key, part]) => [`${name}.${key}`, JSON.stringify(part)]);
    }),
  );
}

function same(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
