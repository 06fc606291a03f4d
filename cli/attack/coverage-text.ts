import type {
  AnalyticCoverage,
  ComponentCoverage,
  Coverage,
  TechniqueCoverage,
} from '../../lib/language/attack/index.ts';
import type { Style } from '../style.ts';

/** Covered techniques one a line, then the analytics that rules or their telemetry touch, then what is missing. */
export function coverageText(
  { version, techniques, analytics, components }: Coverage,
  paint: Style,
): readonly string[] {
  const covered = techniques.filter(({ rules }) => rules.length > 0);
  const silent = covered.filter(({ state }) => state === 'silent');
  const named = analytics.filter(({ rules }) => rules.length > 0);
  const near = analytics.filter(({ rules, related }) => rules.length === 0 && related.length > 0);
  return [
    `ATT&CK ${version === '' ? 'of unknown version' : `v${version}`}: ${techniques.length} techniques, ${analytics.length} analytics`,
    '',
    `${covered.length} techniques covered by rules${silent.length > 0 ? `, ${silent.length} of them without telemetry` : ''}`,
    ...covered.map(technique => techniqueLine(technique, paint)),
    '',
    `${named.length} analytics run as rules`,
    ...named.flatMap(analytic => analyticLines(analytic, paint)),
    '',
    `${near.length} analytics not covered, of techniques that other rules detect`,
    ...near.flatMap(analytic => analyticLines(analytic, paint)),
    '',
    ...gaps(components),
    '',
    ...missingSources(analytics),
  ];
}

/** What no telemetry shows, most asked for first: what weir could read before what it cannot. */
function gaps(components: readonly ComponentCoverage[]): readonly string[] {
  const blind = components.filter(({ state, analytics }) => state !== 'arriving' && analytics > 0);
  const sorted = [...blind].sort(
    (one, other) =>
      Number(one.state === 'unread') - Number(other.state === 'unread') || other.analytics - one.analytics,
  );
  return [
    `${components.length - blind.length} of ${components.length} data components are shown by telemetry that arrives, or asked for by no analytic`,
    ...sorted.slice(0, mostLines).map(({ component, state, analytics, logSources }) => {
      const could = logSources.filter(source => source.state === 'not arriving').map(({ name }) => name);
      const how = state === 'unread' ? 'weir reads no log source of it' : `not arriving: ${could.join(', ')}`;
      return `  ${String(analytics).padStart(4)}  ${component.id}  ${component.name}  ${how}`;
    }),
    ...(sorted.length > mostLines
      ? [`        and ${sorted.length - mostLines} more (--format json has them all)`]
      : []),
  ];
}

const mostLines = 20;

function techniqueLine({ technique, rules, state }: TechniqueCoverage, paint: Style): string {
  const line = `  ${technique.id.padEnd(10)} ${technique.name}  (${rules.length} ${rules.length === 1 ? 'rule' : 'rules'})`;
  return state === 'silent' ? paint.yellow(`${line}  no telemetry arrives`) : line;
}

function analyticLines({ analytic, rules, logSources }: AnalyticCoverage, paint: Style): readonly string[] {
  const platform = analytic.platforms.join(', ');
  const head = `  ${analytic.id}  ${analytic.strategyName}${platform === '' ? '' : ` (${platform})`}${rules.length > 0 ? `  by ${rules.join(', ')}` : ''}`;
  const missing = logSources.filter(({ state }) => state !== 'arriving');
  return [
    head,
    ...(missing.length === 0
      ? []
      : [paint.yellow(`          ${missing.map(({ name, state }) => `${name}: ${state}`).join('; ')}`)]),
  ];
}

/** Telemetry that analytics ask for and nobody gets, most asked for first. */
function missingSources(analytics: readonly AnalyticCoverage[]): readonly string[] {
  const asked = new Map<string, { state: string; count: number }>();
  for (const { logSources } of analytics) {
    for (const { name, state } of logSources) {
      if (state !== 'arriving') asked.set(name, { state, count: (asked.get(name)?.count ?? 0) + 1 });
    }
  }
  const sorted = [...asked].sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1));
  return [
    `${asked.size} log sources that analytics ask for are missing`,
    ...sorted
      .slice(0, mostLines)
      .map(([name, { state, count }]) => `  ${String(count).padStart(4)}  ${name}  ${state}`),
    ...(sorted.length > mostLines
      ? [`        and ${sorted.length - mostLines} more (--format json has them all)`]
      : []),
  ];
}
