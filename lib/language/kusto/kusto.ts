import type { Rule } from '../../ir/index.ts';
import type { Diagnostic } from '../../rule/index.ts';
import {
  type CompiledRule,
  type CompileSettings,
  error,
  type Language,
  type RuleFile,
  readYaml,
  spansOf,
  within,
  type YamlScalar,
} from '../text/index.ts';
import { compileDetection } from './compile-detection.ts';
import { KustoError } from './kusto-error.ts';
import { type AnalyticsRule, readRule } from './read-rule.ts';
import { ruleMeta } from './rule-meta.ts';
import { kustoSupport } from './support.ts';

export const kusto: Language = {
  name: 'kusto',
  support: kustoSupport,
  recognises: ({ path, text }) =>
    path.endsWith('.kql') ||
    (/^\uFEFF?(?:[\s\S]*\n)?query:/.test(text) &&
      /^(?:queryFrequency|triggerOperator|kind|relevantTechniques):/m.test(text)),
  compile: (files, settings) =>
    files.map(file => {
      settings.takenUp?.();
      return file.path.endsWith('.kql') ? compileText(file, settings) : compileFile(file, settings);
    }),
  compileQuery: (query, settings) => compileText({ path: '<query>', text: query }, settings),
};

/** Files of Sentinel begin with a byte order mark as often as not. */
function compileFile(file: RuleFile, settings: CompileSettings): CompiledRule {
  const text = file.text.replace(/^\uFEFF/, '');
  const [document] = readYaml({ ...file, text });
  const root = document?.root ?? null;
  if (root === null || root.kind !== 'map') {
    return failed(file, '', '', document?.diagnostics ?? []);
  }
  try {
    const rule = readRule(root);
    if (rule.query === null)
      return failed(file, rule.id, rule.title, [error('kusto-no-query', 'a rule without a query', rule.span)]);
    return compileRule(file, rule, rule.query, settings);
  } catch (cause) {
    if (!(cause instanceof KustoError)) throw cause;
    return failed(file, '', '', [error('kusto-rule', cause.message, root.span, cause.hint)]);
  }
}

function compileText(file: RuleFile, settings: CompileSettings): CompiledRule {
  const span = spansOf(file).whole;
  const rule = readRule({ kind: 'map', entries: [], span });
  const query: YamlScalar = { kind: 'scalar', value: file.text, source: file.text, span, inner: span };
  const name = file.path === '<query>' ? 'query' : file.path.replace(/^.*\/|\.kql$/g, '');
  return compileRule(file, { ...rule, id: name, title: name }, query, settings);
}

function compileRule(file: RuleFile, rule: AnalyticsRule, query: YamlScalar, settings: CompileSettings): CompiledRule {
  const { id, title } = rule;
  try {
    const detection = compileDetection(String(query.value), rule, settings);
    const suppression =
      detection.kind === 'single'
        ? ({
            kind: 'period',
            by: detection.by,
            period: rule.suppressionMicros ?? Math.max(rule.frequencyMicros, HOUR),
          } as const)
        : ({ kind: 'period', by: [], period: rule.suppressionMicros ?? rule.frequencyMicros } as const);
    const compiled: Rule = { meta: ruleMeta(rule), detection: detection.detection, suppression, emits: true };
    return { id, title, language: 'kusto', path: file.path, status: 'ok', rule: compiled, diagnostics: [] };
  } catch (cause) {
    if (!(cause instanceof KustoError)) throw cause;
    const span = placeOf(file, query, cause.range);
    return failed(file, id, title, [error('kusto-unsupported', cause.message, span, cause.hint)]);
  }
}

const HOUR = 3_600_000_000;

function failed(file: RuleFile, id: string, title: string, diagnostics: readonly Diagnostic[]): CompiledRule {
  const known = diagnostics.length > 0 ? diagnostics : [error('kusto-rule', 'no analytics rule', spansOf(file).at(0))];
  return { id, title, language: 'kusto', path: file.path, status: 'error', rule: null, diagnostics: known };
}

/** Literal blocks hold the query as it stands, indented; bare files are nothing but the query. */
function placeOf(
  file: RuleFile,
  query: YamlScalar,
  range: { readonly start: number; readonly end: number },
): Diagnostic['span'] {
  const text = String(query.value);
  if (text === file.text) return spansOf(file).at(range.start, range.end);
  if (query.inner.line === query.inner.endLine) return within(query.inner, range.start, range.end);
  const before = text.slice(0, range.start).split('\n');
  const line = query.span.line + before.length;
  const indent = /^ */.exec(file.text.split('\n')[query.span.line] ?? '')?.[0].length ?? 0;
  const column = indent + (before.at(-1)?.length ?? 0) + 1;
  const length = Math.max(1, text.slice(range.start, range.end).split('\n', 1)[0]?.length ?? 1);
  return { path: file.path, line, column, endLine: line, endColumn: column + length };
}
