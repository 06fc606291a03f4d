import type { AnalyticCoverage, Coverage, TechniqueCoverage } from '../../lib/language/attack/index.ts';
import type { Style } from '../style.ts';

/** Covered techniques one a line, then the analytics that rules or their telemetry touch, then what is missing. */
export function coverageText({ version, techniques, analytics }: Coverage, paint: Style): readonly string[] {
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
    ...gaps(analytics),
  ];
}

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
function gaps(analytics: readonly AnalyticCoverage[]): readonly string[] {
  const asked = new Map<string, { state: string; count: number }>();
  for (const { logSources } of analytics) {
    for (const { name, state } of logSources) {
      if (state !== 'arriving') asked.set(name, { state, count: (asked.get(name)?.count ?? 0) + 1 });
    }
  }
  const sorted = [...asked].sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1));
  const most = 20;
  return [
    `${asked.size} log sources that analytics ask for are missing`,
    ...sorted.slice(0, most).map(([name, { state, count }]) => `  ${String(count).padStart(4)}  ${name}  ${state}`),
    ...(sorted.length > most ? [`        and ${sorted.length - most} more (--format json has them all)`] : []),
  ];
}
