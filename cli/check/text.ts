import type { BuildFromConfig, BuiltRule } from '../../lib/build/index.ts';
import { renderDiagnostic } from '../../lib/language/text/index.ts';
import type { Diagnostic } from '../../lib/rule/index.ts';
import { plural } from '../plural.ts';
import type { Style } from '../style.ts';

/** What `weir check` prints for a person: every file with its state, problems below it, and the sum. */
export function* checkText(build: BuildFromConfig, quiet: boolean, paint: Style): Generator<string> {
  const byPath = new Map<string, BuiltRule[]>();
  for (const rule of build.rules) {
    const own = byPath.get(rule.path);
    if (own === undefined) byPath.set(rule.path, [rule]);
    else own.push(rule);
  }
  for (const [path, rules] of byPath) {
    const problems = uniqueProblems(rules);
    if (quiet && problems.length === 0) continue;
    yield fileLine(path, rules, paint);
    const text = build.texts.get(path) ?? '';
    for (const problem of problems) yield indent(colour(problem, renderDiagnostic(problem, text), paint));
  }
  for (const path of build.steppedOver) yield `${paint.dim('no rule')}        ${paint.dim(path)}`;
  for (const diagnostic of build.diagnostics) yield colour(diagnostic, renderDiagnostic(diagnostic, ''), paint);
  yield summary(build, paint);
}

function fileLine(path: string, rules: readonly BuiltRule[], paint: Style): string {
  const status = worst(rules);
  const word = status.padEnd('not-evaluable'.length);
  const shown = status === 'error' ? paint.red(word) : status === 'ok' ? paint.green(word) : paint.yellow(word);
  const titles = rules.length === 1 ? (rules[0]?.title ?? '') : plural(rules.length, 'rule');
  return `${shown}  ${path}${titles === '' ? '' : `  ${paint.dim(titles)}`}`;
}

function worst(rules: readonly BuiltRule[]): BuiltRule['status'] {
  if (rules.some(rule => rule.status === 'error')) return 'error';
  return rules.some(rule => rule.status === 'not-evaluable') ? 'not-evaluable' : 'ok';
}

/** A mistake that concerns the whole file is reported by each of its rules; a person wants to read it once. */
function uniqueProblems(rules: readonly BuiltRule[]): readonly Diagnostic[] {
  const seen = new Map<string, Diagnostic>();
  for (const diagnostic of rules.flatMap(rule => rule.diagnostics)) {
    const { code, message, span } = diagnostic;
    const key = JSON.stringify([code, message, span.path, span.line, span.column]);
    if (!seen.has(key)) seen.set(key, diagnostic);
  }
  return [...seen.values()];
}

function colour({ level }: Diagnostic, text: string, paint: Style): string {
  const [first = '', ...rest] = text.split('\n');
  const head = level === 'error' ? paint.red(first) : level === 'warning' ? paint.yellow(first) : paint.dim(first);
  return [head, ...rest].join('\n');
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}

function summary({ rules }: BuildFromConfig, paint: Style): string {
  const count = (status: BuiltRule['status']) => rules.filter(rule => rule.status === status).length;
  const warnings = rules.flatMap(rule => rule.diagnostics).filter(({ level }) => level === 'warning').length;
  const errors = count('error');
  const parts = [
    paint.green(`${count('ok').toLocaleString('en-US')} ok`),
    errors === 0 ? '0 errors' : paint.red(plural(errors, 'error')),
    `${count('not-evaluable').toLocaleString('en-US')} not evaluable`,
    plural(warnings, 'warning'),
  ];
  return `${paint.bold(plural(rules.length, 'rule'))}: ${parts.join(', ')}`;
}
