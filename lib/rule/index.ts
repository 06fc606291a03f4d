/**
 * What a rule is apart from its logic: identity, severity, ATT&CK tags, guidance, and what is wrong with it.
 *
 * Knows no rule language and no event.
 */

export type { Diagnostic, DiagnosticLevel, Span } from './diagnostic.ts';
export { type AttackTags, type Guidance, noGuidance, type RuleMeta, type RuleStatus } from './rule-meta.ts';
export { compareSeverity, type Severity, severities } from './severity.ts';
export { tactics } from './tactics.ts';
