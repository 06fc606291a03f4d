/**
 * What all rule languages share as texts: files, spans, carets, YAML with positions, and the shape of a language's door.
 *
 * Knows no language.
 */

export type { CompiledRule, CompileSettings, Language, RuleFile } from './language.ts';
