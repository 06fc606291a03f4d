import type { Diagnostic } from '../../rule/index.ts';
import {
  type CompiledRule,
  type CompileSettings,
  hasErrors,
  itemsOf,
  readYaml,
  valueAt,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
} from '../text/index.ts';
import type { DetectionRule, RuleHead } from './ast.ts';
import { compileSigma } from './compile-sigma.ts';
import { lowerDetection, selectorOf } from './lower-detection.ts';
import { readDetection, readLogSource } from './read-detection.ts';

const path = 'query';

/**
 * `weir hunt --language sigma QUERY`: a whole rule, a `detection` (searches and a condition), or just fields and values:
 * `{CommandLine|contains: mysqldump}`. Every log source, unless it names one; every match is a finding of its own.
 */
export function compileQuery(query: string, settings: CompileSettings): CompiledRule {
  const [document] = readYaml({ path, text: query });
  const diagnostics: Diagnostic[] = [...(document?.diagnostics ?? [])];
  const root = document?.root ?? null;
  if (root === null || hasErrors(diagnostics)) return compiled(null, diagnostics);
  if (valueAt(root, 'detection') !== undefined && valueAt(root, 'title') !== undefined) {
    return compileSigma([{ path, text: query }], settings)[0] ?? compiled(null, diagnostics);
  }
  const report = (diagnostic: Diagnostic) => diagnostics.push(diagnostic);
  const detection = readDetection(sectionOf(root), ['condition', 'timeframe'], report);
  const named = valueAt(root, 'logsource');
  const logSource =
    named === undefined
      ? { product: '', service: '', category: '', span: root.span }
      : readLogSource(named, report, root);
  const rule: DetectionRule = { kind: 'detection', head: headAt(root), logSource, detection };
  const known = { id: 'query', path, document: rule, report };
  const lowered = lowerDetection(known, selectorOf(known, [], { placeholders: settings.values }), true);
  return compiled(hasErrors(diagnostics) ? null : lowered, diagnostics);
}

function compiled(rule: CompiledRule['rule'], diagnostics: readonly Diagnostic[]): CompiledRule {
  return {
    id: 'query',
    title: 'query',
    language: 'sigma',
    path,
    status: rule === null ? 'error' : 'ok',
    rule,
    diagnostics,
  };
}

function sectionOf(root: YamlNode): YamlNode {
  const inside = valueAt(root, 'detection');
  if (inside !== undefined) return inside;
  if (valueAt(root, 'condition') !== undefined) return root;
  const entry = (key: string, value: YamlNode): YamlEntry => ({ key, keySpan: root.span, value });
  const condition = { kind: 'scalar', value: 'query', source: 'query', span: root.span, inner: root.span } as const;
  const search: YamlNode = root.kind === 'scalar' ? { kind: 'list', items: itemsOf(root), span: root.span } : root;
  const section: YamlMap = {
    kind: 'map',
    entries: [entry('query', search), entry('condition', condition)],
    span: root.span,
  };
  return section;
}

function headAt({ span }: YamlNode): RuleHead {
  return {
    id: 'query',
    name: '',
    title: 'query',
    description: '',
    status: '',
    level: 'medium',
    author: '',
    taxonomy: 'sigma',
    tags: [],
    related: [],
    references: [],
    falsePositives: [],
    fields: [],
    why: '',
    levelReason: '',
    triage: [],
    response: [],
    entity: null,
    suppress: { kind: 'off' },
    values: {},
    span,
  };
}
