import type { Decision, Hit } from '../correlation/index.ts';
import { type JsonObject, type JsonValue, type LogEvent, microsToIso } from '../event/index.ts';
import type { RuleMeta } from '../rule/index.ts';
import { cleanLine } from './clean-text.ts';
import { type EventView, viewField } from './event-view.ts';
import { evidenceOf, safeText } from './evidence.ts';
import type { Finding } from './finding.ts';
import { participants } from './participants.ts';
import { showValue } from './show-value.ts';
import { renderTemplate } from './template.ts';

export interface FindingParts {
  readonly rule: RuleMeta;
  readonly decision: Decision;
  /** What the parts of `decision.key` are called, in order. */
  readonly keyNames: readonly string[];
  /** What the rule's legs are called, by position; empty for a rule of one leg. */
  readonly legNames: readonly string[];
  /** The contributing events at hand, by id; of the others only their hits are told. */
  readonly events: ReadonlyMap<string, EventView>;
  readonly staged: boolean;
  /** What could not be seen, in words. */
  readonly missing: readonly string[];
}

/** What a decision says, in words for a person. Pure; the sink gives it its revision, and the findings before it. */
export function makeFinding(parts: FindingParts): Finding {
  const { rule, decision } = parts;
  const views = viewsOf(decision.hits, parts.events);
  const seen = participants(views);
  const entity = entityOf(parts, seen);
  const render = rendererOf(decision, entity, views);
  const first = decision.hits[0];
  return {
    schemaVersion: '1.0',
    id: decision.findingId,
    revision: 1,
    state: decision.holds ? 'active' : 'retracted',
    rule: safeText(rule.id, 512),
    title: cleanLine(render(rule.title, 200)) || 'Untitled rule',
    description: render(rule.description, 4000),
    severity: rule.severity,
    language: rule.language,
    staged: parts.staged,
    count: new Set(decision.hits.map(hit => hit.event)).size,
    capped: decision.capped,
    // What never happened is seen when it should have.
    firstSeen: microsToIso(first?.time ?? decision.closesAt),
    lastSeen: microsToIso(decision.hits.at(-1)?.time ?? decision.closesAt),
    entity,
    seen,
    account: originOf(views, 'account'),
    region: originOf(views, 'region'),
    sources: [...new Set(views.map(view => view.event.source))].sort(),
    attack: {
      tactics: rule.attack.tactics.slice(0, 20).map(tactic => safeText(tactic, 64)),
      techniques: rule.attack.techniques.slice(0, 40).map(technique => safeText(technique, 64)),
    },
    evidence: shownHits(decision.hits).map(hit =>
      evidenceOf(hit, safeText(parts.legNames[hit.leg] ?? '', 128), parts.events.get(hit.event)),
    ),
    missing: parts.missing.slice(0, mostLines).map(line => safeText(line, longestLine)),
    triage: lines(rule.guidance.triage, render),
    falsePositives: lines(rule.guidance.falsePositives, render),
    response: lines(rule.guidance.response, render),
    references: rule.guidance.references.slice(0, mostLines).map(line => safeText(line, longestLine)),
    related: [],
    details: detailsOf(decision.measures),
    overflow: '',
  };
}

const mostLines = 20;
const longestLine = 500;
/** Hits told at either end: enough for a timeline of most findings, and what fitFinding cuts further where it must. */
const hitsAtEitherEnd = 50;

type Render = (template: string, length: number) => string;

function viewsOf(hits: readonly Hit[], events: ReadonlyMap<string, EventView>): EventView[] {
  const ids = new Set(hits.map(hit => hit.event));
  return [...ids].flatMap(id => events.get(id) ?? []);
}

function shownHits(hits: readonly Hit[]): readonly Hit[] {
  const isShort = hits.length <= 2 * hitsAtEitherEnd;
  return isShort ? hits : [...hits.slice(0, hitsAtEitherEnd), ...hits.slice(-hitsAtEitherEnd)];
}

/** The key's parts under their names; a rule without a key is about whoever took part in its first event. */
function entityOf(parts: FindingParts, seen: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  const named = parts.decision.key.flatMap((value, position): [string, string][] => {
    const name = parts.keyNames[position];
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
function rendererOf(decision: Decision, entity: Readonly<Record<string, string>>, views: readonly EventView[]): Render {
  const newestFirst = views.toReversed();
  const show = (field: string): string => {
    const name = field.replace(/^@/, '');
    if (Object.hasOwn(entity, name)) return entity[name] ?? '';
    if (Object.hasOwn(decision.measures, name)) return safeText(showValue(decision.measures[name]), 200);
    return safeText(showValue(newestValue(newestFirst, name)), 200);
  };
  return (template, length) =>
    safeText(
      renderTemplate(template, field => cleanLine(show(field))),
      length,
    );
}

function newestValue(views: readonly EventView[], name: string): JsonValue | undefined {
  for (const view of views) {
    const value = viewField(view, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function lines(templates: readonly string[], render: Render): string[] {
  return templates.slice(0, mostLines).map(template => render(template, longestLine));
}

function originOf(views: readonly EventView[], what: 'account' | 'region'): string {
  const found = views.map((view): LogEvent => view.event).find(event => event.origin[what] !== '');
  return safeText(found?.origin[what] ?? '', 64);
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
