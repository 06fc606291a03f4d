import type { Config } from '../config/index.ts';
import type { BundleSettings } from '../engine/index.ts';

/** What the deployed functions need of weir.yml, as they read it. */
export function bundleSettings(config: Config): BundleSettings {
  const windows = config.windows.map(
    ({ name, cron, timeZone, minutes }) => [name, { cron, timeZone, minutes }] as const,
  );
  return {
    values: config.values,
    windows: Object.fromEntries(windows),
    hosts: config.hosts,
    formats: config.formats,
    latenessSeconds: config.deploy.latenessSeconds,
    silentAfterSeconds: config.deploy.silentAfterSeconds,
    baselinesSince: config.rules.baselinesSince,
    baselinesSinceOf: Object.fromEntries(
      Object.entries(config.tune).flatMap(([id, { baseline }]) =>
        baseline === null || baseline.since === '' ? [] : [[id, baseline.since]],
      ),
    ),
  };
}
