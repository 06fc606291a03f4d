import type { Diagnostic, Span } from '../../rule/index.ts';

/** The three levels as constructors, so that a check reads as what it says: `error('unknown-modifier', …)`. */
export function error(code: string, message: string, span: Span, hint = ''): Diagnostic {
  return { level: 'error', code, message, span, hint };
}

export function warning(code: string, message: string, span: Span, hint = ''): Diagnostic {
  return { level: 'warning', code, message, span, hint };
}

export function note(code: string, message: string, span: Span, hint = ''): Diagnostic {
  return { level: 'note', code, message, span, hint };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(diagnostic => diagnostic.level === 'error');
}
