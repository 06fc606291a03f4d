import type { CompiledRule, CompileSettings, Language, RuleFile } from '../text/index.ts';
import { spansOf } from '../text/index.ts';
import { compilePolicyRules } from './compile-rules.ts';
import { parseMacros } from './parse-macros.ts';
import { type PolicyRule, readPolicy } from './read-policy.ts';
import { seclSupport } from './support.ts';

export const secl: Language = {
  name: 'secl',
  support: seclSupport,
  recognises: ({ path, text }) =>
    path.endsWith('.policy') || (/^rules:/m.test(text) && /^\s+(?:- )?expression:/m.test(text)),
  compile: (files, settings) =>
    files.flatMap(file => {
      settings.takenUp?.();
      return compileFile(file);
    }),
  compileQuery,
};

/** Macros belong to their policy; rules see only those of their own file. */
function compileFile(file: RuleFile): readonly CompiledRule[] {
  const policy = readPolicy(file);
  const { macros, diagnostics } = parseMacros(file, policy);
  const broken = [...policy.diagnostics, ...diagnostics];
  const rules = compilePolicyRules(file, policy.rules, macros);
  if (broken.length === 0) return rules;
  const { path } = file;
  return [{ id: '', title: '', language: 'secl', path, status: 'error', rule: null, diagnostics: broken }, ...rules];
}

function compileQuery(query: string, _settings: CompileSettings): CompiledRule {
  const file: RuleFile = { path: '<query>', text: query };
  const whole = spansOf(file).whole;
  const node = { kind: 'scalar', value: query, source: query, span: whole, inner: whole } as const;
  const rule: PolicyRule = {
    id: 'query',
    expression: { text: query, node, span: whole },
    filters: [],
    agentVersion: '',
    span: whole,
    description: query,
    tags: [],
    silent: false,
    every: '',
    disabled: false,
    actions: [],
  };
  const [compiled] = compilePolicyRules(file, [rule], new Map());
  if (compiled === undefined) throw new Error('one rule compiles to one rule');
  return compiled;
}
