import { type RuleFile, readYaml, type YamlNode } from '../language/text/index.ts';
import type { Diagnostic, Span } from '../rule/index.ts';
import type { Config } from './config.ts';
import { configShape } from './config-shape.ts';

export interface ConfigReading {
  readonly config: Config;
  readonly diagnostics: readonly Diagnostic[];
  /** Where a key stands, or the nearest above it that does: for what is only found wrong later. */
  readonly locate: (...keys: readonly (string | number)[]) => Span;
}

/** What weir does without a weir.yml. */
export const defaultConfig: Config = configShape.fallback;

/** Reads weir.yml. What is wrong is in the diagnostics, all of it; the configuration then holds defaults in its place. */
export function readConfig(file: RuleFile): ConfigReading {
  const [document, second] = readYaml(file);
  const diagnostics: Diagnostic[] = [...(document?.diagnostics ?? [])];
  if (second !== undefined) {
    const span = second.root?.span ?? fileStart(file);
    diagnostics.push({
      level: 'error',
      code: 'config-documents',
      message: 'a second YAML document',
      span,
      hint: 'weir.yml is one',
    });
  }
  const root = document?.root ?? null;
  const config = root === null ? defaultConfig : configShape.read(root, diagnostic => diagnostics.push(diagnostic));
  return { config, diagnostics, locate: (...keys) => (root === null ? fileStart(file) : spanAt(root, keys)) };
}

function spanAt(root: YamlNode, keys: readonly (string | number)[]): Span {
  let node = root;
  let span = root.span;
  for (const key of keys) {
    if (node.kind === 'map') {
      const entry = node.entries.find(candidate => candidate.key === key);
      if (entry === undefined) return span;
      node = entry.value;
      span = entry.keySpan;
    } else {
      const item = node.kind === 'list' && typeof key === 'number' ? node.items[key] : undefined;
      if (item === undefined) return span;
      node = item;
      span = item.span;
    }
  }
  return span;
}

function fileStart(file: RuleFile): Span {
  return { path: file.path, line: 1, column: 1, endLine: 1, endColumn: 1 };
}
