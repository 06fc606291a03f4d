/**
 * Turns a rule's meaning (IR) into a fast yes or no on one event.
 *
 * Knows nothing of rule languages, AWS or time: what spans several events belongs to ../correlation. The index may offer
 * too many selectors and must never withhold one; reference.ts is the truth it is held to.
 */

export { bundleRules, type RuleToBundle, ruleVersion } from './bundle-rules.ts';
export { canonicalJson } from './canonical-json.ts';
export { compareRules, defaultBound, type OnlyIn, type RuleComparison } from './compare/compare-rules.ts';
export { createContext, type EvaluationContext, type EvaluationSettings } from './context.ts';
export { createMatcher } from './create-matcher.ts';
export { parseCron } from './cron.ts';
export { encodeBundle } from './encode-bundle.ts';
export type { Gate } from './gate/gate.ts';
export { openGate } from './gate/open-gate.ts';
export { hitOf, keysOfHit, type LegHit } from './hit-of.ts';
export { fold } from './letter-case.ts';
export { emptySettings, loadBundle, openBundle } from './load-bundle.ts';
export type { MatchCounts, MatchError, Matched, Matcher } from './matcher.ts';
export { evaluatePredicate, evaluateValue } from './reference.ts';
export { createReferenceMatcher } from './reference-matcher.ts';
export { compileRegex, regexInputCap } from './regex.ts';
export { type RegexOfRule, regexesOfRule } from './regexes-of-rule.ts';
export { isRouted } from './route.ts';
export { eventRow, type Row, recordRow } from './row.ts';
export type { BundledRule, BundleSettings, CalendarWindow, RuleBundle, Selector } from './rule-bundle.ts';
export { createTables } from './tables.ts';
export { type FieldGap, unsuppliedFields, unsuppliedFieldsOf } from './unsupplied-fields.ts';
