import { narrowRule } from './narrow-rule.ts';
import { compileException } from './sigma/index.ts';
import { type CompiledRule, type CompileSettings, error, hasErrors } from './text/index.ts';

/** `tune.*.except` of weir.yml: events that a rule, of whatever language, must not find. */
export function applyExceptions(rules: readonly CompiledRule[], settings: CompileSettings): readonly CompiledRule[] {
  return rules.map(rule => {
    const except = Object.hasOwn(settings.exceptions, rule.id) ? settings.exceptions[rule.id] : undefined;
    return except === undefined || rule.rule === null ? rule : applyException(rule, except, settings);
  });
}

function applyException(compiled: CompiledRule, except: unknown, settings: CompileSettings): CompiledRule {
  const { rule } = compiled;
  if (rule === null) return compiled;
  const { span } = rule.meta;
  const { kept, diagnostics: found } = compileException(except, span, settings.values);
  const diagnostics = found.map(each => ({ ...each, message: `in tune.${compiled.id}.except: ${each.message}` }));
  const narrowed = hasErrors(found) ? null : narrowRule(rule, kept);
  if (narrowed === null && !hasErrors(found)) {
    const hint = 'give the exception to the rules that this one refers to';
    diagnostics.push(
      error('exception', 'this rule looks at no events of its own, so nothing can be left out', span, hint),
    );
  }
  return {
    ...compiled,
    diagnostics: [...compiled.diagnostics, ...diagnostics],
    rule: narrowed,
    status: narrowed === null ? 'error' : compiled.status,
  };
}
