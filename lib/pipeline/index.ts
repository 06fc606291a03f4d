/**
 * The straight line from bytes to findings, and the two ways back into it: redrive and sweep.
 *
 * Takes ports and a clock; knows no cloud and no rule language.
 */

export { type BaselineHistory, type BaselineTerm, readBaseline, tellBaseline } from './baseline.ts';
export { type Detected, type DetectedLogs, detect, detectLogs, type RecordOutcome } from './detect.ts';
export { type Hunt, type HuntMatch, hunt, isHuntable } from './hunt.ts';
export { keysShownBy } from './keys-shown-by.ts';
export { type KnownTerms, knownTerms } from './known-terms.ts';
export { mappedFields } from './mapped-fields.ts';
export { mergedMatches } from './merged-matches.ts';
export type { ObjectStore } from './object-store.ts';
export {
  containerMemory,
  type DetectPorts,
  detectPorts,
  noObserver,
  type Observer,
  prepareRuleset,
  type Ruleset,
} from './ports.ts';
export { filePatience, type Patience, streamPatience } from './prepared-rule.ts';
export { type OutboxRecord, type Published, publish } from './publish.ts';
export { publishBehind } from './publish-behind.ts';
export { publishMetrics } from './publish-metrics.ts';
export type { PublishPorts, Sending } from './publish-ports.ts';
export { mostRedrives, type Redriven, type RedriveRequest, redrive } from './redrive.ts';
export { addStatistics, emptyStatistics, type SourceStatistics, type Statistics } from './statistics.ts';
export { type Swept, sweep } from './sweep.ts';
export { type WantsLogGroup, wantedLogGroups } from './wanted-log-groups.ts';
