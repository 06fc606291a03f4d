/**
 * What is said: id, severity, evidence, guidance, redaction; the ASFF, OCSF and text renderings; the ports to where
 * findings are kept and sent.
 *
 * Knows decisions, not how they came about; knows the receivers' limits, not their SDKs.
 */

export { type AsffOptions, renderAsff } from './asff.ts';
export { type AsffFinding, type AsffPlace, partitionOf } from './asff-types.ts';
export { cleanLine, cleanText, cutText } from './clean-text.ts';
export type { EventView } from './event-view.ts';
export { eventView, hitEvidence } from './evidence.ts';
export type { Evidence, Finding, FindingState } from './finding.ts';
export { parseFinding } from './finding-schema.ts';
export {
  claimMicros,
  compareOpened,
  type FindingRow,
  type FindingSink,
  findingTtlSeconds,
  mostAttempts,
  type NotifyReason,
  type OpenedFinding,
  type Progress,
  type Receiver,
  receivers,
  type SaveOutcome,
  type Sender,
} from './finding-sink.ts';
export { documentBytes, type Fitted, fitFinding, mostDocumentBytes } from './fit-finding.ts';
export { findingJsonSchema } from './json-schema.ts';
export { type FindingParts, makeFinding } from './make-finding.ts';
export { type MemoryFindingSink, memoryFindingSink } from './memory-finding-sink.ts';
export { compareBasis, type NextRow, nextRow } from './next-row.ts';
export { type Novelty, noveltyText } from './novelty.ts';
export { type OcsfOptions, renderOcsf } from './ocsf.ts';
export { overflowingSink } from './overflowing-sink.ts';
export { afterFailed, afterSent, isBehind, isClaimable, noProgress, wantedRevision } from './progress.ts';
export { redact, redactObject, redactValue } from './redact.ts';
export { redacted } from './redacted.ts';
export { isSecretKey } from './secret-key.ts';
export type { ImportOutcome, OverflowStore, SecurityHubPort, SendOutcome, SnsSender } from './senders.ts';
export { seriesOf } from './series.ts';
export { messageBytes, mostMessageBytes, renderSnsMessage, type SnsAttribute, type SnsMessage } from './sns-message.ts';
export { isStorm, stormFinding, stormId } from './storm-finding.ts';
export { unknownValue } from './template.ts';
export { renderLine, renderText } from './text.ts';
export { mostAsffBytes, validateAsff } from './validate-asff.ts';
