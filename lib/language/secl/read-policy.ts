import type { Diagnostic, Span } from '../../rule/index.ts';
import {
  error,
  itemsOf,
  type RuleFile,
  readYaml,
  spansOf,
  textOf,
  valueAt,
  type YamlNode,
  type YamlScalar,
} from '../text/index.ts';

/** A policy file, read but not parsed: what stands where. */
export interface Policy {
  readonly path: string;
  readonly macros: readonly PolicyEntry[];
  readonly rules: readonly PolicyRule[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface PolicyEntry {
  readonly id: string;
  readonly expression: Located;
  readonly filters: readonly Located[];
  readonly agentVersion: string;
  readonly span: Span;
}

export interface PolicyRule extends PolicyEntry {
  readonly description: string;
  readonly tags: readonly string[];
  readonly silent: boolean;
  /** Go duration text or nanoseconds; '' where the rule has none. */
  readonly every: string;
  readonly disabled: boolean;
  readonly actions: readonly YamlNode[];
}

/** A piece of SECL inside the file. */
export interface Located {
  readonly text: string;
  readonly node: YamlScalar | null;
  readonly span: Span;
}

export function readPolicy(file: RuleFile): Policy {
  const [document] = readYaml(file);
  const root = document?.root ?? null;
  const whole = spansOf(file).at(0);
  if (root === null || root.kind !== 'map') {
    const none = error('secl-policy', 'a policy is a map with rules and macros', whole);
    return {
      path: file.path,
      macros: [],
      rules: [],
      diagnostics: document?.diagnostics.length ? document.diagnostics : [none],
    };
  }
  return {
    path: file.path,
    macros: entriesOf(root, 'macros').map(readEntry),
    rules: entriesOf(root, 'rules').map(readRule),
    diagnostics: document?.diagnostics ?? [],
  };
}

function entriesOf(root: YamlNode, key: string): readonly YamlNode[] {
  const list = valueAt(root, key);
  return list === undefined ? [] : itemsOf(list).filter(item => item.kind === 'map');
}

function readEntry(node: YamlNode): PolicyEntry {
  return {
    id: textOf(valueAt(node, 'id')),
    expression: located(valueAt(node, 'expression'), node.span),
    filters: itemsAt(node, 'filters').map(filter => located(filter, node.span)),
    agentVersion: textOf(valueAt(node, 'agent_version')),
    span: valueAt(node, 'id')?.span ?? node.span,
  };
}

function readRule(node: YamlNode): PolicyRule {
  return {
    ...readEntry(node),
    description: textOf(valueAt(node, 'description')),
    tags: [...itemsAt(node, 'product_tags').map(textOf), ...tagPairs(valueAt(node, 'tags'))],
    silent: textOf(valueAt(node, 'silent')) === 'true',
    every: textOf(valueAt(node, 'every')),
    disabled: textOf(valueAt(node, 'disabled')) === 'true',
    actions: itemsAt(node, 'actions'),
  };
}

function itemsAt(node: YamlNode, key: string): readonly YamlNode[] {
  const value = valueAt(node, key);
  return value === undefined ? [] : itemsOf(value);
}

function tagPairs(node: YamlNode | undefined): readonly string[] {
  return node?.kind === 'map' ? node.entries.map(({ key, value }) => `${key}:${textOf(value)}`) : [];
}

function located(node: YamlNode | undefined, otherwise: Span): Located {
  const scalar = node?.kind === 'scalar' ? node : null;
  return { text: textOf(scalar ?? undefined), node: scalar, span: scalar?.span ?? otherwise };
}
