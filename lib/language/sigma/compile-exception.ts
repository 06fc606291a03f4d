import type { Predicate, Route } from '../../ir/index.ts';
import type { Diagnostic, Span } from '../../rule/index.ts';
import { valueAt, type YamlEntry, type YamlNode, yamlNodeOf } from '../text/index.ts';
import type { Condition, LogSourceRef } from './ast.ts';
import { fieldRef } from './field-names.ts';
import { lowerSection } from './lower-section.ts';
import { readDetection } from './read-detection.ts';

export interface CompiledException {
  /** What must hold for an event of these log sources to be kept. */
  readonly kept: (route: Route) => Predicate;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * An exception of weir.yml, for a rule of any language: fields and values (`{User: backup}`), or named searches, with a
 * condition or without (then any of them). What it matches is left out. A condition that is nothing but negations is the
 * other common way to write the same filter (`not backup`: keep the others), and is read as that; nobody excepts all
 * events but a few.
 */
export function compileException(
  except: unknown,
  span: Span,
  placeholders: Readonly<Record<string, readonly string[]>>,
): CompiledException {
  const diagnostics: Diagnostic[] = [];
  const node = yamlNodeOf(except, span);
  const section = readDetection(sectionOf(valueAt(node, 'filter') ?? node), ['rules', 'condition'], found =>
    diagnostics.push(found),
  );
  const isKept = section.conditions.length > 0 && section.conditions.every(({ condition }) => isNegation(condition));
  const lower = (route: Route, report: (diagnostic: Diagnostic) => void): Predicate => {
    const logSource = logSourceOf(route, span);
    const field = (name: string) => fieldRef(name, 'sigma', logSource);
    const matched = lowerSection(section, { field, placeholders, report });
    return isKept ? matched : { op: 'not', of: matched };
  };
  lower([], found => diagnostics.push(found));
  return { kept: route => lower(route, () => undefined), diagnostics };
}

function sectionOf(node: YamlNode): YamlNode {
  if (node.kind !== 'map' || valueAt(node, 'condition') !== undefined) return node;
  const entry = (key: string, value: YamlNode): YamlEntry => ({ key, keySpan: node.span, value });
  const searches = node.entries.filter(({ key }) => key !== 'rules');
  const areNamed = searches.length > 0 && searches.every(({ value }) => isSearch(value));
  const text = areNamed ? '1 of *' : 'exception';
  const condition = { kind: 'scalar', value: text, source: text, span: node.span, inner: node.span } as const;
  const named = areNamed ? searches : [entry('exception', { ...node, entries: searches })];
  return { ...node, entries: [...named, entry('condition', condition)] };
}

function isSearch(node: YamlNode): boolean {
  return node.kind === 'map' || (node.kind === 'list' && node.items.some(item => item.kind === 'map'));
}

function isNegation(condition: Condition): boolean {
  return condition.op === 'not' || (condition.op === 'and' && condition.of.every(isNegation));
}

/** The fields of an exception mean what they mean in the log source of the rule. */
function logSourceOf(route: Route, span: Span): LogSourceRef {
  const [pattern] = route;
  return { product: pattern?.product ?? '', service: pattern?.service ?? '', category: pattern?.category ?? '', span };
}
