import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseAllDocuments,
  type Scalar,
} from 'yaml';
import type { Diagnostic, Span } from '../../rule/index.ts';
import { error } from './diagnose.ts';
import type { RuleFile } from './language.ts';
import { type Spans, spansOf } from './spans.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from './yaml-node.ts';

export interface YamlDocument {
  /** Null where the document has errors or is empty. */
  readonly root: YamlNode | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** All documents of a YAML 1.2 file (core schema, and merge keys). Never throws: what is wrong is in the diagnostics. */
export function readYaml(file: RuleFile): readonly YamlDocument[] {
  const spans = spansOf(file);
  const tooDeep = nestedTooDeep(file.text);
  if (tooDeep !== -1) {
    return [failed(error('yaml-too-deep', `more than ${maxDepth} levels of nesting`, spans.at(tooDeep)))];
  }
  try {
    const documents = parseAllDocuments(file.text, { uniqueKeys: false, logLevel: 'silent', prettyErrors: false });
    return Array.isArray(documents) ? documents.map(document => readDocument(document, spans)) : [];
  } catch (cause) {
    // The library throws on some of what is no YAML at all; for the author that is one more syntax error.
    return [failed(error('yaml-syntax', cause instanceof Error ? cause.message : String(cause), spans.at(0)))];
  }
}

/** Rules are shallow; what is deeper would only exhaust the stack of the code that walks it. */
const maxDepth = 100;

/** Aliases may repeat a node; what they unfold to is bounded. */
const maxNodes = 100_000;

function failed(diagnostic: Diagnostic): YamlDocument {
  return { root: null, diagnostics: [diagnostic] };
}

function readDocument(document: Document.Parsed, spans: Spans): YamlDocument {
  const diagnostics = document.errors.map(({ message, pos }) =>
    error('yaml-syntax', firstLine(message), spans.at(...pos)),
  );
  if (diagnostics.length > 0) return { root: null, diagnostics };
  const reader = new NodeReader(document, spans, diagnostics);
  const root = document.contents === null ? null : reader.read(document.contents, 0);
  return { root, diagnostics };
}

function firstLine(message: string): string {
  return message.split('\n', 1).join('').replace(/[.:]$/, '');
}

class NodeReader {
  private nodes = 0;
  /** The library walks the whole document for each question. */
  private readonly targets = new Map<Alias, unknown>();
  private readonly document: Document.Parsed;
  private readonly spans: Spans;
  private readonly diagnostics: Diagnostic[];

  constructor(document: Document.Parsed, spans: Spans, diagnostics: Diagnostic[]) {
    this.document = document;
    this.spans = spans;
    this.diagnostics = diagnostics;
  }

  read(node: unknown, depth: number): YamlNode {
    const span = this.spanOf(node);
    this.nodes += 1;
    if (this.nodes > maxNodes || depth > maxDepth) return this.refuse(span);
    if (isAlias(node)) return this.readAlias(node, depth);
    if (isSeq(node)) return { kind: 'list', items: node.items.map(item => this.read(item, depth + 1)), span };
    if (isMap(node)) {
      const entries = this.unique(node.items.flatMap(pair => this.readPair(pair, depth)));
      return { kind: 'map', entries, span };
    }
    return isScalar(node) ? this.readScalar(node) : this.emptyAt(node);
  }

  private readAlias(alias: Alias, depth: number): YamlNode {
    const target = this.resolve(alias);
    if (target !== undefined) return this.read(target, depth + 1);
    const span = this.spanOf(alias);
    this.diagnostics.push(error('yaml-unknown-anchor', `no anchor &${alias.source} stands before this alias`, span));
    return this.emptyAt(alias);
  }

  private resolve(alias: Alias): unknown {
    const known = this.targets.get(alias);
    if (known !== undefined) return known;
    const target = alias.resolve(this.document);
    this.targets.set(alias, target);
    return target;
  }

  private readPair(pair: Pair, depth: number): FoundEntry[] {
    const keyNode = this.read(pair.key, depth + 1);
    const value = this.read(pair.value, depth + 1);
    if (keyNode.kind !== 'scalar') {
      this.diagnostics.push(error('yaml-key', 'a key must be plain text', keyNode.span));
      return [];
    }
    const key = keyNode.value === null ? '' : keyNode.source;
    if (key === '<<' && value.kind !== 'scalar') return mergedEntries(value);
    // A key without a value has no place of its own: what is said about it is said at the key.
    const placed = pair.value === null ? { ...value, span: keyNode.span } : value;
    return [{ entry: { key, keySpan: keyNode.span, value: placed }, isMerged: false }];
  }

  /** A later key wins over a merged one; twice the same written key is a mistake that YAML 1.2 forbids. */
  private unique(found: readonly FoundEntry[]): YamlEntry[] {
    const seen = new Map<string, FoundEntry>();
    for (const next of found) {
      const { key, keySpan } = next.entry;
      const earlier = seen.get(key);
      if (earlier !== undefined && !earlier.isMerged && !next.isMerged) {
        const message = `the key "${key}" stands here twice; the first is at line ${earlier.entry.keySpan.line}`;
        this.diagnostics.push(error('yaml-duplicate-key', message, keySpan, 'use one key with a list of values'));
      }
      if (earlier === undefined || !next.isMerged) seen.set(key, next);
    }
    return [...seen.values()].map(({ entry }) => entry);
  }

  private readScalar(node: Scalar): YamlScalar {
    const span = this.spanOf(node);
    const { value } = node;
    const isPlain =
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;
    const source = typeof value === 'string' ? value : (node.source ?? '');
    const quote = node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE' ? 1 : 0;
    const inner = this.spans.at((node.range?.[0] ?? 0) + quote, (node.range?.[1] ?? 0) - quote);
    return { kind: 'scalar', value: isPlain ? value : String(value), source, span, inner };
  }

  private emptyAt(node: unknown): YamlScalar {
    const span = this.spanOf(node);
    return { kind: 'scalar', value: null, source: '', span, inner: span };
  }

  private refuse(span: Span): YamlScalar {
    if (!this.diagnostics.some(({ code }) => code === 'yaml-too-large')) {
      this.diagnostics.push(
        error('yaml-too-large', `more than ${maxNodes} values or ${maxDepth} levels of nesting`, span),
      );
    }
    return { kind: 'scalar', value: null, source: '', span, inner: span };
  }

  private spanOf(node: unknown): Span {
    const range = hasRange(node) ? node.range : null;
    return range === null ? this.spans.at(0) : this.spans.at(range[0], range[1]);
  }
}

/** An entry as found: from a merge key, or written where it stands. */
interface FoundEntry {
  readonly entry: YamlEntry;
  readonly isMerged: boolean;
}

function mergedEntries(value: YamlNode): FoundEntry[] {
  const maps = (value.kind === 'list' ? value.items : [value]).filter((node): node is YamlMap => node.kind === 'map');
  return maps.flatMap(map => map.entries.map(entry => ({ entry, isMerged: true })));
}

function hasRange(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}

/**
 * Where blocks nest deeper than any rule does, or -1. The library must not meet them: twenty thousand `- ` on one line
 * make it build a regular expression that ends the process. (Deep brackets only end in an exception.)
 */
function nestedTooDeep(text: string): number {
  const chain = /(?:[-?:][ \t]+){100}/.exec(text);
  if (chain !== null) return chain.index;
  let columns: number[] = [];
  for (const line of text.matchAll(/^( *)\S/gm)) {
    const width = line[1]?.length ?? 0;
    columns = [...columns.filter(column => column < width), width];
    if (columns.length > maxDepth) return line.index;
  }
  return -1;
}
