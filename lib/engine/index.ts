/**
 * Turns a rule's meaning (IR) into a fast yes or no on one event.
 *
 * Knows nothing of rule languages, AWS or time: what spans several events belongs to ../correlation. The index may offer
 * too many selectors and must never withhold one; reference.ts is the truth it is held to.
 */

export type { Matcher } from './matcher.ts';
export type { RuleBundle, Selector } from './rule-bundle.ts';
