import type { RuleMeta } from '../../rule/index.ts';
import { sourcesFor } from './log-sources.ts';
import type { Analytic, AttackKnowledge, DataComponent, Technique } from './read-stix.ts';

/** How far the loaded rules reach. */
export interface Coverage {
  readonly version: string;
  readonly domain: string;
  readonly techniques: readonly TechniqueCoverage[];
  readonly analytics: readonly AnalyticCoverage[];
  readonly components: readonly ComponentCoverage[];
}

/** One kind of telemetry, and whether anything that shows it arrives. */
export interface ComponentCoverage {
  readonly component: DataComponent;
  readonly logSources: readonly LogSourceCoverage[];
  /** `arriving` where one log source does; `not arriving` where weir could read one; else `unread`. */
  readonly state: LogSourceCoverage['state'];
  /** How many analytics ask for it. */
  readonly analytics: number;
}

export interface TechniqueCoverage {
  readonly technique: Technique;
  /** Ids of the rules that say they detect it. */
  readonly rules: readonly string[];
  /** `arriving`: by a rule and telemetry that feeds it; `silent`: by a rule, but none of its telemetry arrives. */
  readonly state: 'arriving' | 'silent' | 'not covered';
}

export interface AnalyticCoverage {
  readonly analytic: Analytic;
  /** Rules that name the analytic itself: weir's templates do. */
  readonly rules: readonly string[];
  /** Rules for its technique only: they may look at something else. */
  readonly related: readonly string[];
  readonly logSources: readonly LogSourceCoverage[];
}

export interface LogSourceCoverage {
  readonly name: string;
  /** `unread`: weir has no source that carries it. */
  readonly state: 'arriving' | 'not arriving' | 'unread';
}

/** A rule, and the sources whose events it can be evaluated on. */
export interface CoveringRule {
  readonly meta: RuleMeta;
  readonly sources: readonly string[];
}

/** `arriving`: the sources whose events were seen; null where nobody looked, and then every source counts as arriving. */
export function coverageOf(
  knowledge: AttackKnowledge,
  rules: readonly CoveringRule[],
  arriving: ReadonlySet<string> | null,
): Coverage {
  const arrives = (source: string) => arriving === null || arriving.has(source);
  return {
    version: knowledge.version,
    domain: knowledge.domain,
    techniques: knowledge.techniques.map(technique => {
      const own = rules.filter(({ meta }) => meta.attack.techniques.includes(technique.id));
      const isFed = own.some(({ sources }) => sources.some(arrives));
      const state = own.length === 0 ? 'not covered' : isFed ? 'arriving' : 'silent';
      return { technique, rules: own.map(({ meta }) => meta.id), state };
    }),
    analytics: knowledge.analytics.map(analytic => {
      const own = rules.filter(({ meta }) => namesAnalytic(meta, analytic.id)).map(({ meta }) => meta.id);
      const related = rules
        .filter(({ meta }) => meta.attack.techniques.some(id => analytic.techniques.includes(id)))
        .map(({ meta }) => meta.id)
        .filter(id => !own.includes(id));
      const names = [...new Set(analytic.logSources.map(({ name }) => name))];
      return {
        analytic,
        rules: own,
        related,
        logSources: names.map(name => ({ name, state: stateOf(name, arrives) })),
      };
    }),
    components: knowledge.components.map(component => {
      const logSources = component.logSources.map(name => ({ name, state: stateOf(name, arrives) }));
      const states = logSources.map(({ state }) => state);
      return {
        component,
        logSources,
        state: (['arriving', 'not arriving'] as const).find(state => states.includes(state)) ?? 'unread',
        analytics: knowledge.analytics.filter(analytic => asksFor(analytic, component)).length,
      };
    }),
  };
}

function asksFor({ logSources }: Analytic, { name }: DataComponent): boolean {
  return logSources.some(source => source.component === name);
}

/** By a tag `attack.an0676`, as detection rules tag techniques. */
function namesAnalytic(meta: RuleMeta, id: string): boolean {
  return meta.tags.some(tag => tag.toLowerCase() === `attack.${id.toLowerCase()}`);
}

function stateOf(logSource: string, arrives: (source: string) => boolean): LogSourceCoverage['state'] {
  const sources = sourcesFor(logSource);
  if (sources.length === 0) return 'unread';
  return sources.some(arrives) ? 'arriving' : 'not arriving';
}
