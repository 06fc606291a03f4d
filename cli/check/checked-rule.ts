import type { CompiledRule } from '../../lib/language/text/index.ts';
import type { DiagnosticLevel } from '../../lib/rule/index.ts';

/** The document of `weir check --format json` (DESIGN §8); `level` and `code` say more than the contract asks for. */
export interface CheckDocument {
  readonly rules: readonly CheckedRule[];
}

export interface CheckedRule {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly path: string;
  readonly status: CompiledRule['status'];
  readonly diagnostics: readonly {
    readonly message: string;
    readonly line: number;
    readonly column: number;
    readonly hint: string;
    readonly level: DiagnosticLevel;
    readonly code: string;
  }[];
}

export function checkedRule(rule: CompiledRule): CheckedRule {
  const { id, title, language, path, status } = rule;
  const diagnostics = rule.diagnostics.map(({ message, span, hint, level, code }) => ({
    message,
    line: span.line,
    column: span.column,
    hint,
    level,
    code,
  }));
  return { id, title, language, path, status, diagnostics };
}
