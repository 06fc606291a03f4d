import type { BuildFromConfig, LoadedConfig } from '../lib/build/index.ts';
import { renderDiagnostic } from '../lib/language/text/index.ts';
import type { Diagnostic } from '../lib/rule/index.ts';

export interface Complaints {
  readonly lines: readonly string[];
  /** True where something must not be deployed. */
  readonly stop: boolean;
}

/** What is wrong with weir.yml by itself. */
export function mistakesIn({ diagnostics, path, text }: LoadedConfig): Complaints {
  const stop = errorsOf(diagnostics).length > 0;
  const lines = diagnostics.map(diagnostic => renderDiagnostic(diagnostic, text));
  return { lines: stop ? [...lines, `nothing is deployed: ${path} has mistakes.`] : lines, stop };
}

/** What is wrong with weir.yml and its rules, as a person reads it before a deploy. */
export function complaintsAbout(loaded: LoadedConfig, build: BuildFromConfig): Complaints {
  const mistakes = [...loaded.diagnostics, ...build.diagnostics];
  const missing = build.missing.map(({ path, reason }) => `no rules at ${path}: ${reason}`);
  const failures = build.failures.flatMap(({ path, diagnostics }) =>
    errorsOf(diagnostics).map(diagnostic => renderDiagnostic(diagnostic, build.texts.get(path) ?? '')),
  );
  const stops = [
    ...(errorsOf(mistakes).length > 0 ? [`${loaded.path} has mistakes`] : []),
    ...(missing.length > 0 ? ['rule paths are missing'] : []),
    ...(build.failures.length > 0
      ? [`${build.failures.length} rules failed; correct them, or list them under rules.skipInvalid of weir.yml`]
      : []),
    ...(build.rules.every(({ inclusion }) => inclusion.as === 'left-out') ? ['there is no rule to deploy'] : []),
  ];
  return {
    lines: [
      ...mistakes.map(diagnostic => renderDiagnostic(diagnostic, loaded.text)),
      ...missing,
      ...failures,
      ...stops.map(reason => `nothing is deployed: ${reason}.`),
    ],
    stop: stops.length > 0,
  };
}

function errorsOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ level }) => level === 'error');
}
