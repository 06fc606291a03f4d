import { type CompiledRule, error, type RuleFile, spansOf } from './text/index.ts';

/** A file of which nothing could be read, as one rule with one error. */
export function unreadable(file: RuleFile, message: string, hint: string): CompiledRule {
  const diagnostics = [error('unrecognised-file', message, spansOf(file).at(0), hint)];
  return { id: '', title: '', language: '', path: file.path, status: 'error', rule: null, diagnostics };
}
