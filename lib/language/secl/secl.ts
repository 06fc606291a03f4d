import type { CompiledRule, CompileSettings, Language, RuleFile } from '../text/index.ts';
import { spansOf } from '../text/index.ts';
import { compilePolicyRule } from './compile-rule.ts';
import { parseMacros } from './parse-macros.ts';
import { readPolicy } from './read-policy.ts';

export const secl: Language = {
  name: 'secl',
  recognises: ({ path, text }) =>
    path.endsWith('.policy') || (/^rules:/m.test(text) && /^\s+(?:- )?expression:/m.test(text)),
  compile: files => files.flatMap(compileFile),
  compileQuery,
};

/** Macros belong to their policy; rules see only those of their own file. */
function compileFile(file: RuleFile): readonly CompiledRule[] {
  const policy = readPolicy(file);
  const { macros, diagnostics } = parseMacros(file, policy);
  const broken = [...policy.diagnostics, ...diagnostics];
  const rules = policy.rules.map(rule => compilePolicyRule(file, rule, macros));
  if (broken.length === 0) return rules;
  const { path } = file;
  return [{ id: '', title: '', language: 'secl', path, status: 'error', rule: null, diagnostics: broken }, ...rules];
}

function compileQuery(query: string, _settings: CompileSettings): CompiledRule {
  const file: RuleFile = { path: '<query>', text: query };
  const whole = spansOf(file).whole;
  return compilePolicyRule(
    file,
    {
      id: 'query',
      expression: {
        text: query,
        node: { kind: 'scalar', value: query, source: query, span: whole, inner: whole },
        span: whole,
      },
      filters: [],
      agentVersion: '',
      span: whole,
      description: query,
      tags: [],
      silent: false,
      every: '',
      disabled: false,
      actions: [],
    },
    new Map(),
  );
}
