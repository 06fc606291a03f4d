import type { Rule } from '../../ir/index.ts';
import { type Diagnostic, type Guidance, noGuidance, type Severity, severities } from '../../rule/index.ts';
import {
  type CompiledRule,
  type CompileSettings,
  didYouMean,
  error,
  itemsOf,
  type Language,
  type RuleFile,
  readYaml,
  spansOf,
  textOf,
  valueAt,
  type YamlNode,
} from '../text/index.ts';
import { attackSupport } from './support.ts';
import type { Baseline, ParameterShape, Template } from './template.ts';
import { templates } from './templates.ts';

/**
 * A rule file that names an analytic and sets its parameters:
 *
 *     analytic: AN0676
 *     id: 5b6c…
 *     level: high
 *     parameters: { AllowedDBClients: [backup], TimeWindow: 30m }
 */
export const attack: Language = {
  name: 'attack',
  support: attackSupport,
  recognises: ({ text }) => /^analytic:/m.test(text),
  compile: (files, settings) =>
    files.flatMap(file => {
      settings.takenUp?.();
      return compileFile(file, settings);
    }),
  compileQuery: null,
};

function compileFile(file: RuleFile, { windows = [] }: CompileSettings): readonly CompiledRule[] {
  const [document] = readYaml(file);
  const root = document?.root ?? null;
  const diagnostics: Diagnostic[] = [...(document?.diagnostics ?? [])];
  const template = root === null ? null : templateOf(root, diagnostics);
  if (root === null || template === null) return [failed(file, '', diagnostics)];
  const id = textOf(valueAt(root, 'id'));
  if (id === '') diagnostics.push(error('attack-id', 'a rule needs an id', root.span, 'any UUID of your own'));
  const values = parametersOf(root, template, diagnostics);
  checkKeys(root, diagnostics);
  if (diagnostics.some(({ level }) => level === 'error')) return [failed(file, id, diagnostics)];
  const title = textOf(valueAt(root, 'title')) || template.title;
  const settings = { ruleId: id, windows: new Set(windows) };
  const rule = {
    meta: {
      id,
      name: '',
      title,
      description: textOf(valueAt(root, 'description')) || template.description,
      severity: severityOf(root, template, diagnostics),
      language: 'attack',
      maturity: textOf(valueAt(root, 'status')),
      author: textOf(valueAt(root, 'author')),
      tags: [
        `attack.${template.analytic.toLowerCase()}`,
        ...template.techniques.map(technique => `attack.${technique.toLowerCase()}`),
      ],
      attack: { tactics: template.tactics, techniques: template.techniques },
      guidance: guidanceOf(root, template),
      span: valueAt(root, 'analytic')?.span ?? root.span,
    },
    detection: template.build(values, settings),
    suppression: { kind: 'period', by: [], period: HOUR } as const,
    emits: true,
  };
  const compiled = { id, title, language: 'attack', path: file.path, status: 'ok', rule, diagnostics } as const;
  const baseline = template.baseline?.(values, settings);
  return baseline === undefined ? [compiled] : [compiled, baselineRule(compiled, baseline)];
}

function baselineRule(main: CompiledRule & { readonly rule: Rule }, { id, title, detection }: Baseline): CompiledRule {
  const meta = { ...main.rule.meta, id, title, description: '', guidance: noGuidance };
  return { ...main, id, title, rule: { ...main.rule, meta, detection, emits: false }, diagnostics: [] };
}

const HOUR = 3_600_000_000;
const guidanceKeys = ['why', 'level-reason', 'triage', 'falsepositives', 'response', 'references'] as const;
const keys = [
  ...['analytic', 'id', 'title', 'description', 'status', 'author', 'date', 'level', 'parameters'],
  ...guidanceKeys,
];

/** What the file says, else what the template does. */
function guidanceOf(root: YamlNode, template: Template): Guidance {
  const texts = (key: (typeof guidanceKeys)[number], otherwise: readonly string[] = []): readonly string[] => {
    const node = valueAt(root, key);
    return node === undefined ? otherwise : itemsOf(node).map(textOf);
  };
  return {
    why: texts('why').join(' ').trim(),
    severityReason: texts('level-reason').join(' ').trim(),
    triage: texts('triage', template.triage),
    falsePositives: texts('falsepositives', template.falsePositives),
    response: texts('response'),
    references: texts('references'),
  };
}

function failed(file: RuleFile, id: string, diagnostics: readonly Diagnostic[]): CompiledRule {
  const known = diagnostics.length > 0 ? diagnostics : [error('attack-rule', 'no rule', spansOf(file).at(0))];
  return { id, title: '', language: 'attack', path: file.path, status: 'error', rule: null, diagnostics: known };
}

function templateOf(root: YamlNode, diagnostics: Diagnostic[]): Template | null {
  const node = valueAt(root, 'analytic');
  const name = textOf(node);
  const template = templates.find(({ analytic }) => analytic === name);
  if (template !== undefined) return template;
  const known = templates.map(({ analytic }) => analytic);
  const message = `no template for the analytic ${name}${didYouMean(name, known, 1)}`;
  const hint = `analytics are prose; weir ships a template for ${known.join(', ')}`;
  diagnostics.push(error('attack-no-template', message, node?.span ?? root.span, hint));
  return null;
}

function parametersOf(root: YamlNode, template: Template, diagnostics: Diagnostic[]): Parameters<Template['build']>[0] {
  const given = valueAt(root, 'parameters');
  const lists = new Map<string, readonly string[]>();
  const numbers = new Map<string, number>();
  for (const [name, shape] of Object.entries(template.parameters))
    read(name, shape, given, lists, numbers, diagnostics);
  for (const entry of given?.kind === 'map' ? given.entries : []) {
    if (Object.hasOwn(template.parameters, entry.key)) continue;
    const meant = didYouMean(entry.key, Object.keys(template.parameters));
    const message = `${template.analytic} has no parameter ${entry.key}${meant}`;
    diagnostics.push(
      error('attack-parameter', message, entry.keySpan, `it has ${Object.keys(template.parameters).join(', ')}`),
    );
  }
  return {
    list: name => lists.get(name) ?? [],
    number: name => numbers.get(name) ?? 0,
    span: name => numbers.get(name) ?? 0,
  };
}

function read(
  name: string,
  shape: ParameterShape,
  given: YamlNode | undefined,
  lists: Map<string, readonly string[]>,
  numbers: Map<string, number>,
  diagnostics: Diagnostic[],
): void {
  const node = given === undefined ? undefined : valueAt(given, name);
  if (shape.kind === 'list') {
    lists.set(name, node === undefined ? shape.default : itemsOf(node).map(textOf));
    return;
  }
  if (shape.kind === 'number') {
    const number = node === undefined ? shape.default : Number(textOf(node));
    if (node !== undefined && !(number >= 0))
      diagnostics.push(error('attack-parameter', `${name} is no number: ${textOf(node)}`, node.span, 'write 100000'));
    numbers.set(name, number);
    return;
  }
  const micros = node === undefined ? shape.default : spanMicros(textOf(node));
  if (micros === null && node !== undefined) {
    diagnostics.push(
      error('attack-parameter', `${name} is no time span: ${textOf(node)}`, node.span, 'write 90s, 15m, 1h or 1d'),
    );
  }
  numbers.set(name, micros ?? 0);
}

const unitMicros: Readonly<Record<string, number>> = { s: 1e6, m: 60e6, h: 3600e6, d: 86_400e6 };

function spanMicros(text: string): number | null {
  const found = /^(\d+)([smhd])$/.exec(text);
  return found === null ? null : Number(found[1]) * (unitMicros[found[2] ?? ''] ?? 0);
}

function severityOf(root: YamlNode, template: Template, diagnostics: Diagnostic[]): Severity {
  const node = valueAt(root, 'level');
  if (node === undefined) return template.severity;
  const level = severities.find(severity => severity === textOf(node));
  if (level !== undefined) return level;
  diagnostics.push(
    error('attack-level', `unknown level ${textOf(node)}`, node.span, `one of ${severities.join(', ')}`),
  );
  return template.severity;
}

function checkKeys(root: YamlNode, diagnostics: Diagnostic[]): void {
  for (const { key, keySpan } of root.kind === 'map' ? root.entries : []) {
    if (!keys.includes(key))
      diagnostics.push(error('attack-key', `unknown key ${key}${didYouMean(key, keys)}`, keySpan));
  }
}
