import { applyExceptions } from './apply-exceptions.ts';
import { languages } from './languages.ts';
import type { CompiledRule, CompileSettings, Language, RuleFile } from './text/index.ts';
import { unreadable } from './unreadable.ts';

/**
 * All files to rules, in the order of the files, within a file in its own order, without the events that the
 * configuration excepts. Throws on no text.
 */
export function compileRules(files: readonly RuleFile[], settings: CompileSettings): readonly CompiledRule[] {
  const byLanguage = new Map<Language, RuleFile[]>();
  const compiled: CompiledRule[] = [];
  for (const file of files) {
    const language = languages.find(candidate => candidate.recognises(file));
    if (language === undefined) compiled.push(unreadable(file, noRuleFile, `known languages: ${known}`));
    else append(byLanguage, language, file);
  }
  for (const [language, own] of byLanguage) compiled.push(...language.compile(own, settings));
  const order = new Map(files.map(({ path }, index) => [path, index]));
  return applyExceptions(compiled, settings).toSorted((a, b) => (order.get(a.path) ?? 0) - (order.get(b.path) ?? 0));
}

const noRuleFile = 'this file is in no rule language that weir knows';
const known = languages.map(({ name }) => name).join(', ');

function append(byLanguage: Map<Language, RuleFile[]>, language: Language, file: RuleFile): void {
  const own = byLanguage.get(language);
  if (own === undefined) byLanguage.set(language, [file]);
  else own.push(file);
}
