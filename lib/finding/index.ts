/**
 * What is said: id, severity, evidence, guidance, redaction; the ASFF, OCSF and text renderings; the ports to where
 * findings are kept and sent.
 *
 * Knows decisions, not how they came about; knows the receivers' limits, not their SDKs.
 */

export type { Evidence, Finding, FindingState } from './finding.ts';
export type { FindingRow, FindingSink, Receiver, SaveOutcome } from './finding-sink.ts';
