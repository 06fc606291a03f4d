import type { Config } from '../config/index.ts';
import { bundleRules, type RuleBundle, type RuleToBundle } from '../engine/index.ts';
import { compileRules } from '../language/index.ts';
import type { CompiledRule, RuleFile } from '../language/text/index.ts';
import type { Diagnostic } from '../rule/index.ts';
import { eventKinds } from '../sources/index.ts';
import { refuseUnbounded } from './bounded-state.ts';
import type { OnStep } from './build-step.ts';
import type { BuiltRule } from './built-rule.ts';
import { bundleSettings } from './bundle-settings.ts';
import { type Locate, unknownNames, unknownWindows } from './config-names.ts';
import { markNotEvaluable } from './evaluability.ts';
import { expectEvent } from './expect-event.ts';
import { selectRules } from './select-rules.ts';
import { tuneRule } from './tune-rule.ts';
import { tuneTimes } from './tune-times.ts';
import { noteUnknownFields } from './unknown-fields.ts';

export interface BuildInput {
  readonly files: readonly RuleFile[];
  readonly config: Config;
  /** Where the keys of weir.yml stand, for what is only found wrong beside the rules. */
  readonly locate: Locate;
  /** How old the lists of the configuration are, ISO 8601; '' where nobody knows. Findings made from a list say it. */
  readonly valuesReadAt?: string;
  /** Rules to bundle whatever `rules` of the configuration selects, by the ids that they must not have. */
  readonly others?: (without: ReadonlySet<string>) => readonly RuleToBundle[];
  readonly onStep?: OnStep;
}

export interface Build {
  readonly bundle: RuleBundle;
  /** Every rule that was found, in the order of the files. */
  readonly rules: readonly BuiltRule[];
  /** What is wrong with weir.yml beside these rules. */
  readonly diagnostics: readonly Diagnostic[];
  /** The rules whose errors must stop a deploy: all that failed but those that `skipInvalid` lists. */
  readonly failures: readonly BuiltRule[];
}

/** Rule files and configuration to the bundle that is deployed. Pure; equal input gives an equal bundle. */
export function buildBundle(input: BuildInput): Build {
  const { files, config, locate, valuesReadAt = '', others = () => [], onStep = () => {} } = input;
  const exceptions = Object.fromEntries(
    Object.entries(config.tune).flatMap(([id, { except }]) => (except === null ? [] : [[id, except]])),
  );
  let taken = 0;
  const compiled = compileRules(files, {
    takenUp: () => {
      onStep({ step: 'compile', done: taken, of: files.length });
      taken += 1;
    },
    values: config.values,
    windows: config.windows.map(({ name }) => name),
    exceptions,
    ...(valuesReadAt === '' ? {} : { valuesReadAt }),
  });
  onStep({ step: 'check', rules: compiled.length });
  const rulesAsTuned = refuseUnbounded(compiled.map(rule => tuned(rule, config)));
  const kinds = eventKinds();
  const checked = noteUnknownFields(markNotEvaluable(rulesAsTuned, kinds), files, kinds);
  const rules = selectRules(checked, config.rules);
  const selected = rules.flatMap(toBundle);
  const present = new Set([...selected.map(({ rule }) => rule.meta.id), ...config.rules.disable]);
  const bundled = [...selected, ...others(present)];
  onStep({ step: 'index', rules: bundled.length });
  return {
    bundle: bundleRules(bundled, bundleSettings(config)),
    rules,
    diagnostics: [...unknownNames(config, compiled, locate), ...unknownWindows(config, locate)],
    failures: rules.filter(rule => rule.status === 'error' && !mayFail(rule, config.rules.skipInvalid)),
  };
}

function tuned(compiled: CompiledRule, config: Config): CompiledRule {
  if (compiled.rule === null) return compiled;
  const tuning = Object.hasOwn(config.tune, compiled.id) ? config.tune[compiled.id] : undefined;
  const tuned = { ...compiled, rule: tuneRule(compiled.rule, tuning, config.rules) };
  if (tuning === undefined) return tuned;
  const window = config.windows.find(({ name }) => name === tuning.expect?.window);
  return expectEvent(tuneTimes(tuned, tuning), tuning.expect, window?.minutes ?? 60);
}

function toBundle({ rule, inclusion }: BuiltRule): readonly RuleToBundle[] {
  if (rule === null || inclusion.as === 'left-out') return [];
  if (inclusion.as === 'part') return [{ rule: { ...rule, emits: false }, staged: false }];
  return [{ rule, staged: inclusion.staged }];
}

function mayFail({ id, path }: BuiltRule, skipInvalid: readonly string[]): boolean {
  return skipInvalid.some(entry => {
    const folder = entry.endsWith('/') ? entry : `${entry}/`;
    return (
      entry === id ||
      path === entry ||
      path.endsWith(`/${entry}`) ||
      path.startsWith(folder) ||
      path.includes(`/${folder}`)
    );
  });
}
