import { printPredicate } from '../../../lib/ir/index.ts';
import { compileRules } from '../../../lib/language/index.ts';
import type { CompiledRule } from '../../../lib/language/text/index.ts';

export type Values = Readonly<Record<string, readonly string[]>>;

/** Compiles Sigma text as one file. */
export function compiled(text: string, values: Values = {}): readonly CompiledRule[] {
  return compileRules([{ path: 'rule.yml', text }], { values, exceptions: {} });
}

/** A rule around a detection, given as YAML lines of its map. */
export function ruleWith(detection: string, logSource = 'product: windows'): string {
  const indented = detection.trim().replace(/^/gm, '  ');
  return `title: Test\nid: test-id\nlogsource: {${logSource}}\ndetection:\n${indented}\n`;
}

/** A rule whose only search holds this one item. */
export function itemRule(item: string): string {
  return ruleWith(`selection:\n  ${item.replaceAll('\n', '\n  ')}\ncondition: selection`);
}

/** The printed predicate of a single-event rule; what was wrong, where it has errors. */
export function predicateOf(text: string, values: Values = {}): string {
  const [first] = compiled(text, values);
  const detection = first?.rule?.detection;
  if (detection?.kind !== 'single') return said(text, values).join('\n');
  return detection.events.map(({ where }) => printPredicate(where)).join('\nor\n');
}

/** `line:column level message [code]` of everything said about the text. */
export function said(text: string, values: Values = {}): string[] {
  return compiled(text, values).flatMap(({ diagnostics }) =>
    diagnostics.map(({ span, level, message, code }) => `${span.line}:${span.column} ${level} ${message} [${code}]`),
  );
}
