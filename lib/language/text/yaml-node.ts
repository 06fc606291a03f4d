import type { Span } from '../../rule/index.ts';

/** YAML with positions, and nothing else of YAML: no tags, anchors or styles. Keys are text. */
export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: readonly YamlEntry[];
  readonly span: Span;
}

export interface YamlEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: YamlNode;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly span: Span;
}

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As written, without quotes: `0x17` where the value is 23. */
  readonly source: string;
  readonly span: Span;
  /** Where the text's first character stands: inside the quotes. Offsets into one-line scalars count from here. */
  readonly inner: Span;
}

export function entryAt(node: YamlNode, key: string): YamlEntry | undefined {
  return node.kind === 'map' ? node.entries.find(entry => entry.key === key) : undefined;
}

export function valueAt(node: YamlNode, key: string): YamlNode | undefined {
  return entryAt(node, key)?.value;
}

/** A list's items, or the one value that stands for a list of one. */
export function itemsOf(node: YamlNode): readonly YamlNode[] {
  return node.kind === 'list' ? node.items : [node];
}

/** A scalar as text, as its author wrote it; '' for null and for what is no scalar. */
export function textOf(node: YamlNode | undefined): string {
  if (node?.kind !== 'scalar' || node.value === null) return '';
  return typeof node.value === 'string' ? node.value : node.source;
}

/** What JSON.parse of the same document would give. */
export function plainOf(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainOf);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainOf(value)]));
}

/** Plain data as if it had been read at `span`: for configuration whose positions are gone. */
export function yamlNodeOf(value: unknown, span: Span): YamlNode {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(item => yamlNodeOf(item, span)), span };
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => ({
      key,
      keySpan: span,
      value: yamlNodeOf(inner, span),
    }));
    return { kind: 'map', entries, span };
  }
  const scalar = typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string' ? value : null;
  return { kind: 'scalar', value: scalar, source: String(scalar ?? ''), span, inner: span };
}
