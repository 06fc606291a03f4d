import type { Diagnostic } from '../rule/index.ts';
import { type CompiledRule, error, type Language, type RuleFile, spansOf } from './text/index.ts';

/** The door of a language that weir knows of and cannot read yet: it says so, file by file, and compiles nothing. */
export function unsupported(name: string, recognises: (file: RuleFile) => boolean): Language {
  return {
    name,
    recognises,
    compile: files =>
      files.map(file => unreadable(file, name, `the rule language ${name} is not supported by this version of weir`)),
    compileQuery: null,
  };
}

/** A file of which nothing could be read, as one rule with one error. */
export function unreadable(file: RuleFile, language: string, message: string, hint = ''): CompiledRule {
  const code = language === '' ? 'unrecognised-file' : 'unsupported-language';
  const diagnostics: readonly Diagnostic[] = [error(code, message, spansOf(file).at(0), hint)];
  return { id: '', title: '', language, path: file.path, status: 'error', rule: null, diagnostics };
}
