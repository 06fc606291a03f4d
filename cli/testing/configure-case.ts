import { type Build, buildRulesOfFile } from '../../lib/build/index.ts';
import { type Config, readConfig } from '../../lib/config/index.ts';
import { renderDiagnostic } from '../../lib/language/text/index.ts';
import type { RuleSet } from '../rule-set.ts';
import type { TestCase } from './test-case.ts';

export interface ConfiguredCase {
  readonly build: Build;
  readonly problems: readonly string[];
}

/** The rules of a file as a case wants them: it may bring a configuration of its own; else that of the command line holds. */
export function configureCase(one: TestCase, path: string, { build, loaded }: RuleSet): ConfiguredCase {
  const own = one.configText === '' ? null : readConfig({ path: `${path}: config`, text: one.configText });
  const config: Config = own?.config ?? loaded.config;
  const made = buildRulesOfFile(path, build.rules, build.files, config, loaded.locate);
  const unfit = made.rules.filter(rule => rule.path === path && rule.status !== 'ok');
  const problems = [
    ...(own?.diagnostics ?? []).map(diagnostic => renderDiagnostic(diagnostic, one.configText)),
    ...unfit.flatMap(rule => rule.diagnostics.map(diagnostic => renderDiagnostic(diagnostic, ''))),
  ];
  return { build: made, problems };
}
