/**
 * What all rule languages share as texts: files, spans, carets, YAML with positions, and the shape of a language's door.
 *
 * Knows no language.
 */

export { error, hasErrors, note, warning } from './diagnose.ts';
export { ecsField } from './ecs-field.ts';
export type { CompiledRule, CompileSettings, Language, RuleFile } from './language.ts';
export { didYouMean, nearest } from './nearest.ts';
export { type Complaints, complaintsAbout, type QueryText, queryText, type Range } from './query-text.ts';
export { readYaml, type YamlDocument } from './read-yaml.ts';
export type { Backtracking } from './regex/judge-backtracking.ts';
export { type MadeRegex, regexTest } from './regex/regex-test.ts';
export { renderDiagnostic } from './render-diagnostic.ts';
export { type Spans, spansOf, within } from './spans.ts';
export { renderSupport, type SupportSection, type SupportTable } from './support.ts';
export type { SupportRow } from './support-row.ts';
export {
  entryAt,
  itemsOf,
  plainOf,
  textOf,
  valueAt,
  type YamlEntry,
  type YamlList,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
  yamlNodeOf,
} from './yaml-node.ts';
