/**
 * Rule files and weir.yml to the rule bundle: compile, tune, select, say what can never fire, bundle.
 *
 * The one room that reads rule files from disk (collectRuleFiles, buildFromConfig), since the command line and the CDK
 * app do it in the same way; buildBundle itself is pure.
 */

export { type Build, type BuildInput, buildBundle } from './build-bundle.ts';
export { type BuildChoices, type BuildFromConfig, buildFromConfig } from './build-from-config.ts';
export type { BuildStep, OnStep } from './build-step.ts';
export type { BuiltRule, Inclusion, LeftOut } from './built-rule.ts';
export { bundleSettings } from './bundle-settings.ts';
export { type CollectedRules, collectRuleFiles, isTestFileName } from './collect-rule-files.ts';
export { type FieldReport, fieldReport } from './field-report.ts';
export { type LoadedConfig, loadConfig } from './load-config.ts';
export { canaryRuleId } from './own-rules.ts';
export { buildRulesOfFile } from './rules-of-file.ts';
export { tuneRule } from './tune-rule.ts';
