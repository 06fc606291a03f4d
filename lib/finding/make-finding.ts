import type { Decision, Hit, HitEvidence } from '../correlation/index.ts';
import { type JsonObject, type JsonValue, microsToIso } from '../event/index.ts';
import { type RuleMeta, type Severity, severities } from '../rule/index.ts';
import { cleanLine } from './clean-text.ts';
import { type EventView, viewField } from './event-view.ts';
import { evidenceOf, hitEvidence, safeText } from './evidence.ts';
import type { Finding } from './finding.ts';
import { participants } from './participants.ts';
import { showValue } from './show-value.ts';
import { renderTemplate } from './template.ts';

export interface FindingParts {
  readonly rule: RuleMeta;
  readonly decision: Decision;
  /** What the rule's legs are called, by position; empty for a rule of one leg. */
  readonly legNames: readonly string[];
  /** The contributing events at hand, by id. Of the others their hits' own evidence is told, where state kept it. */
  readonly events: ReadonlyMap<string, EventView>;
  readonly staged: boolean;
  /** What could not be seen, in words. */
  readonly missing: readonly string[];
}

/** What a decision says, in words for a person. Pure; the sink gives it its revision, and the findings before it. */
export function makeFinding(parts: FindingParts): Finding {
  const { rule, decision } = parts;
  const shown = shownEvents(parts);
  const told = [...shown.values()];
  const seen = participants(told);
  const entity = entityOf(decision, seen);
  const render = rendererOf(parts, entity, told);
  const first = decision.hits[0];
  return {
    schemaVersion: '1.0',
    id: decision.findingId,
    revision: 1,
    state: decision.holds ? 'active' : 'retracted',
    rule: safeText(rule.id, 512),
    title: cleanLine(render(rule.title, 200)) || 'Untitled rule',
    description: describe(render(rule.description, 4000), decision),
    why: render(rule.guidance.why, 2000),
    severity: lowered(rule.severity, decision.lower ?? 0),
    severityReason: render(rule.guidance.severityReason, 1000),
    language: rule.language,
    staged: parts.staged,
    count: new Set(decision.hits.map(hit => hit.event)).size,
    capped: decision.capped,
    // What never happened is seen when it should have.
    firstSeen: microsToIso(first?.time ?? decision.closesAt),
    lastSeen: microsToIso(decision.hits.at(-1)?.time ?? decision.closesAt),
    entity,
    seen,
    account: told.find(event => event.account !== '')?.account ?? '',
    region: told.find(event => event.region !== '')?.region ?? '',
    sources: [...new Set(told.map(event => event.source))].sort().slice(0, mostLines),
    attack: {
      tactics: safeLines(rule.attack.tactics, 20, 64),
      techniques: safeLines(rule.attack.techniques, 40, 64),
    },
    evidence: shownHits(decision.hits).map(hit =>
      evidenceOf(hit, safeText(parts.legNames[hit.leg] ?? '', 128), shown.get(hit.event)),
    ),
    missing: safeLines(parts.missing, mostLines, longestLine),
    triage: lines(rule.guidance.triage, render),
    falsePositives: lines(rule.guidance.falsePositives, render),
    response: lines(rule.guidance.response, render),
    references: safeLines(rule.guidance.references, mostLines, longestLine),
    related: [],
    details: detailsOf(decision.measures),
    overflow: '',
  };
}

/** What the rule says, and where its decision explains itself (what is new, what did not come), that too. */
function describe(description: string, { measures }: Decision): string {
  const explanation = typeof measures.explanation === 'string' ? safeText(measures.explanation, 1000) : '';
  return [description, explanation].filter(text => text !== '').join('\n\n');
}

function lowered(severity: Severity, steps: number): Severity {
  return severities[Math.max(0, severities.indexOf(severity) - steps)] ?? severity;
}

const mostLines = 20;
const longestLine = 500;
/** Hits told at either end: enough for a timeline of most findings, and what fitFinding cuts further where it must. */
const hitsAtEitherEnd = 50;

type Render = (template: string, length: number) => string;

/** What is known of each contributing event, in event order: from the event itself, else from state. */
function shownEvents({ decision, events }: FindingParts): Map<string, HitEvidence> {
  const shown = new Map<string, HitEvidence>();
  for (const { event, evidence } of decision.hits) {
    if (shown.has(event)) continue;
    const view = events.get(event);
    const known = view === undefined ? evidence : hitEvidence(view);
    if (known !== undefined) shown.set(event, known);
  }
  return shown;
}

function shownHits(hits: readonly Hit[]): readonly Hit[] {
  const isShort = hits.length <= 2 * hitsAtEitherEnd;
  return isShort ? hits : [...hits.slice(0, hitsAtEitherEnd), ...hits.slice(-hitsAtEitherEnd)];
}

/** The key's parts under their names; a rule without a key is about whoever took part in its first event. */
function entityOf(decision: Decision, seen: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  const named = decision.key.flatMap((value, position): [string, string][] => {
    const name = decision.keyNames[position];
    const text = safeText(showValue(value), 512);
    return name === undefined || text === '' ? [] : [[safeText(name, 128), text]];
  });
  if (named.length > 0) return Object.fromEntries(named.slice(0, mostLines));
  return Object.fromEntries(
    ['host', 'user'].flatMap((kind): [string, string][] => {
      const name = seen[kind]?.[0];
      return name === undefined ? [] : [[kind, name]];
    }),
  );
}

/** The entity's and the measures' names first, then the events' fields, the last event's before the others'. */
function rendererOf(
  parts: FindingParts,
  entity: Readonly<Record<string, string>>,
  told: readonly HitEvidence[],
): Render {
  const { measures } = parts.decision;
  const newestFirst = told.toReversed();
  const show = (field: string): string => {
    const name = field.replace(/^@/, '');
    if (Object.hasOwn(entity, name)) return entity[name] ?? '';
    if (Object.hasOwn(measures, name)) return safeText(showValue(measures[name]), 200);
    const value = newestFirst.find(({ fields }) => Object.hasOwn(fields, name))?.fields[name];
    return safeText(showValue(value ?? vendorValue(parts, name)), 200);
  };
  return (template, length) =>
    safeText(
      renderTemplate(template, field => cleanLine(show(field))),
      length,
    );
}

/** A field that no evidence shows, by a name that only the record knows. */
function vendorValue({ decision, events }: FindingParts, name: string): JsonValue | undefined {
  for (const hit of decision.hits.toReversed()) {
    const view = events.get(hit.event);
    const value = view === undefined ? undefined : viewField(view, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function lines(templates: readonly string[], render: Render): string[] {
  return templates
    .slice(0, mostLines)
    .map(template => render(template, longestLine))
    .filter(line => line !== '');
}

function safeLines(texts: readonly string[], most: number, length: number): string[] {
  return texts
    .slice(0, most)
    .map(text => safeText(text, length))
    .filter(text => text !== '');
}

function detailsOf(measures: Readonly<Record<string, JsonValue>>): JsonObject {
  return Object.fromEntries(
    Object.entries(measures)
      .slice(0, mostLines)
      .map(([name, value]) => [
        safeText(name, 128),
        typeof value === 'number' || typeof value === 'boolean' || value === null
          ? value
          : safeText(showValue(value), 500),
      ]),
  );
}
