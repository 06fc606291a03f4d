import { bundleRules, emptySettings, type RuleBundle } from '../lib/engine/index.ts';
import type { Rule } from '../lib/ir/index.ts';
import { compileRules } from '../lib/language/index.ts';
import { untar } from './corpora.ts';

/** Every rule of an archive that compiles and has a detection of its own. */
export function rulesOf(archive: Buffer, wants: (path: string) => boolean): readonly Rule[] {
  const files = untar(archive).filter(({ path }) => wants(path));
  const compiled = compileRules(files, { values: {}, exceptions: {} });
  return compiled.flatMap(({ rule }) => rule ?? []);
}

export function bundleOf(rules: readonly Rule[]): RuleBundle {
  return bundleRules(
    rules.map(rule => ({ rule, staged: false })),
    emptySettings,
  );
}
