import type { Diagnostic } from '../../rule/index.ts';
import { error, type RuleFile } from '../text/index.ts';
import type { Expression } from './ast.ts';
import { locate } from './locate.ts';
import { parse } from './parse.ts';
import { fitsAgent } from './platform.ts';
import type { Policy } from './read-policy.ts';
import type { Macros } from './resolve-macros.ts';
import { SeclSyntaxError } from './tokenize.ts';

export interface ParsedMacros {
  readonly macros: Macros;
  readonly diagnostics: readonly Diagnostic[];
}

/** The macros of a policy by id. A broken one is a diagnostic here, and an unknown name where it is used. */
export function parseMacros(file: RuleFile, policy: Policy): ParsedMacros {
  const macros = new Map<string, Expression>();
  const diagnostics: Diagnostic[] = [];
  for (const macro of policy.macros) {
    if (!fitsAgent(macro.agentVersion)) continue;
    try {
      macros.set(macro.id, parse(macro.expression.text));
    } catch (cause) {
      if (!(cause instanceof SeclSyntaxError)) throw cause;
      const { message, hint } = cause.fault;
      const span = locate(file, macro.expression, cause.fault);
      diagnostics.push(error('secl-syntax', `macro ${macro.id}: ${message}`, span, hint));
    }
  }
  return { macros, diagnostics };
}
