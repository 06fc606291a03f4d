/**
 * MITRE ATT&CK: its published knowledge (STIX) to coverage, and templates of its analytics to IR.
 *
 * An analytic is prose with parameters; it has no logic that could be run. What can be run is a template that weir
 * ships, whose parameters are the analytic's mutable elements.
 */

export { attack } from './attack.ts';
export {
  type AnalyticCoverage,
  type ComponentCoverage,
  type Coverage,
  coverageOf,
  type TechniqueCoverage,
} from './coverage.ts';
export { carrying } from './log-sources.ts';
export { navigatorLayer } from './navigator-layer.ts';
export { type Analytic, type AttackKnowledge, readStix, type Technique } from './read-stix.ts';
export { templates } from './templates.ts';
