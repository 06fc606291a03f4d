import { type Finding, unknownValue } from '../../lib/finding/index.ts';
import type { RuleMeta } from '../../lib/rule/index.ts';

/** A case of a rule's tests, and what it gave. */
export interface CaseOutcome {
  readonly isHit: boolean;
  readonly findings: readonly Finding[];
}

/**
 * What a rule lacks that a person needs at three in the morning: what happened, why it matters, why it is so severe, how
 * to tell it from a false alarm with the event's own values, what to do; and the tests that show it.
 */
export function formProblems(meta: RuleMeta, outcomes: readonly CaseOutcome[]): readonly string[] {
  if (meta.id.startsWith(ownPrefix)) return [];
  const { guidance, attack } = meta;
  const hits = outcomes.filter(outcome => outcome.isHit);
  const lacks: readonly (readonly [boolean, string])[] = [
    [!uuid.test(meta.id), `the id "${meta.id}" is no random UUID`],
    [meta.description === '', 'no description'],
    [guidance.why === '', 'it does not say why it matters (why)'],
    [guidance.severityReason === '', 'its severity is not reasoned (level-reason)'],
    [attack.tactics.length === 0 || attack.techniques.length === 0, 'no ATT&CK tactic and technique (tags)'],
    [guidance.references.length === 0, 'no references'],
    [guidance.triage.length < fewestTriage, `fewer than ${fewestTriage} steps of triage`],
    [!guidance.triage.some(line => line.includes('{{')), 'no step of triage uses a value of the event ({{ field }})'],
    [guidance.falsePositives.length === 0, 'no false positives'],
    [guidance.response.length < fewestResponse, `fewer than ${fewestResponse} lines of response`],
    [hits.length < fewestCases, `fewer than ${fewestCases} cases that it must find`],
    [outcomes.length - hits.length < fewestCases, `fewer than ${fewestCases} near misses`],
  ];
  return [
    ...lacks.flatMap(([isLacking, what]) => (isLacking ? [what] : [])),
    ...unfilled(
      meta,
      hits.flatMap(hit => hit.findings.filter(finding => finding.rule === meta.id)),
    ),
  ].map(what => `form: ${what}`);
}

/** Rules by which weir tries itself out (`weir.canary`) are no alarms, and nobody reads their findings. */
const ownPrefix = 'weir.';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const fewestTriage = 3;
const fewestResponse = 2;
const fewestCases = 2;

/** Texts whose placeholders no case fills: a misspelt field, or one that no source of the rule has. */
function unfilled(meta: RuleMeta, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  return texts(meta, meta.guidance).flatMap((template, position) => {
    if (!template.includes('{{')) return [];
    const isFilled = findings.some(finding => {
      const rendered = texts(finding, finding)[position];
      return rendered !== undefined && unknowns(rendered) <= unknowns(template);
    });
    return isFilled ? [] : [`no case fills all of "${template.trim()}"`];
  });
}

type Texts = Pick<Finding, 'why' | 'severityReason' | 'triage' | 'falsePositives' | 'response'>;

function texts(
  { title, description }: Pick<Finding, 'title' | 'description'>,
  { why, severityReason, triage, falsePositives, response }: Texts,
): string[] {
  return [title, description, why, severityReason, ...triage, ...falsePositives, ...response];
}

function unknowns(text: string): number {
  return text.split(unknownValue).length - 1;
}
