import { cutText } from './clean-text.ts';
import { cutStrings } from './evidence.ts';
import type { Evidence, Finding } from './finding.ts';

/**
 * The document as UTF-8 JSON. Inside an SNS message it is a JSON text within JSON, which at worst doubles it, and the text
 * for email stands beside it: 256 KiB in all.
 */
export const mostDocumentBytes = 100_000;

export interface Fitted {
  readonly finding: Finding;
  /** True where something was left out: the whole document belongs into the overflow store. */
  readonly wasCut: boolean;
}

/** The finding as it is kept and sent: cut, from the least to the most that a reader would miss, until it fits. */
export function fitFinding(finding: Finding, mostBytes = mostDocumentBytes): Fitted {
  if (documentBytes(finding) <= mostBytes) return { finding, wasCut: false };
  for (const cut of cuts) {
    const shorter = cut(finding);
    if (documentBytes(shorter) <= mostBytes) return { finding: shorter, wasCut: true };
  }
  return { finding: smallest(finding), wasCut: true };
}

export function documentBytes(finding: Finding): number {
  return Buffer.byteLength(JSON.stringify(finding));
}

const cuts: readonly ((finding: Finding) => Finding)[] = [
  finding => ({ ...finding, evidence: bothEnds(finding.evidence, 10, 2048) }),
  finding => ({ ...finding, evidence: bothEnds(finding.evidence, 5, 512) }),
  finding => ({ ...finding, evidence: bothEnds(finding.evidence, 2, 256) }),
];

/** What is left is bounded by its own lengths, whatever an event holds. */
function smallest(finding: Finding): Finding {
  const few = (lines: readonly string[]): string[] => lines.slice(0, 5).map(line => cutText(line, 200));
  return {
    ...finding,
    description: cutText(finding.description, 1000),
    why: cutText(finding.why, 500),
    severityReason: cutText(finding.severityReason, 200),
    evidence: bothEnds(finding.evidence, 1, 0),
    entity: Object.fromEntries(Object.entries(finding.entity).map(([name, value]) => [name, cutText(value, 128)])),
    seen: Object.fromEntries(Object.entries(finding.seen).map(([kind, names]) => [kind, names.slice(0, 10)])),
    missing: few(finding.missing),
    triage: few(finding.triage),
    falsePositives: few(finding.falsePositives),
    response: few(finding.response),
    references: few(finding.references),
    sources: few(finding.sources),
    related: few(finding.related),
    details: {},
  };
}

/** The first and the last stay. A `length` of 0 takes the fields away. */
function bothEnds(evidence: readonly Evidence[], count: number, length: number): Evidence[] {
  const kept = evidence.length <= 2 * count ? evidence : [...evidence.slice(0, count), ...evidence.slice(-count)];
  return kept.map(one => ({ ...one, fields: length === 0 ? {} : cutStrings(one.fields, length) }));
}
