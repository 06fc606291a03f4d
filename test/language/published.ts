import type { RuleFile } from '../../lib/language/text/index.ts';
import { archiveFiles } from '../corpora-archive.ts';

/** The public policy of Datadog's agent; none where this machine has no test data. */
export function policyFiles(): readonly RuleFile[] {
  return archiveFiles('datadog-workload-policy.tar.gz').filter(({ path }) => path.endsWith('.policy'));
}

/** Sentinel's public analytics rules; none where this machine has no test data. */
export function analyticsFiles(): readonly RuleFile[] {
  return archiveFiles('sentinel-detections.tar.gz').filter(({ path }) => path.endsWith('.yaml'));
}

/** How many of each, the most frequent first. */
export function tally(names: readonly string[]): readonly (readonly [name: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a, some], [b, others]) => others - some || (a < b ? -1 : 1));
}
