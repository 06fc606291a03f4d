import type { CompiledRule, CompileSettings, Language, RuleFile } from '../text/index.ts';
import { compileRule } from './compile-rule.ts';
import { readNdjson } from './read-ndjson.ts';
import { readToml } from './read-toml.ts';

/** Elastic's rule files: TOML as in its public repository, and NDJSON as Kibana exports it. */
export const elastic: Language = {
  name: 'elastic',
  recognises: file => isToml(file) || isKibanaExport(file),
  compile: (files, settings) =>
    files.flatMap(file => {
      settings.takenUp?.();
      return isToml(file) ? compileToml(file, settings) : compileExport(file, settings);
    }),
  compileQuery: null,
};

function isToml({ path, text }: RuleFile): boolean {
  return path.endsWith('.toml') && /^\[rule\]/m.test(text);
}

function isKibanaExport({ path, text }: RuleFile): boolean {
  return /\.(?:nd)?jsonl?$/.test(path) && text.includes('"rule_id"') && text.includes('"risk_score"');
}

function compileToml(file: RuleFile, settings: CompileSettings): readonly CompiledRule[] {
  const source = readToml(file);
  if ('record' in source) return [compileRule(source, [], settings)];
  return [
    { id: '', title: '', language: 'elastic', path: file.path, status: 'error', rule: null, diagnostics: [source] },
  ];
}

function compileExport(file: RuleFile, settings: CompileSettings): readonly CompiledRule[] {
  const { rules, exceptions, diagnostics } = readNdjson(file);
  const compiled = rules.map(source => compileRule(source, exceptions, settings));
  if (diagnostics.length === 0) return compiled;
  return [
    ...compiled,
    { id: '', title: '', language: 'elastic', path: file.path, status: 'error', rule: null, diagnostics },
  ];
}
