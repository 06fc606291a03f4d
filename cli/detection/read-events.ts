import { bundleSettings } from '../../lib/build/index.ts';
import type { Config } from '../../lib/config/index.ts';
import { memoryStore } from '../../lib/correlation/index.ts';
import { bundleRules } from '../../lib/engine/index.ts';
import type { LogEvent, Micros } from '../../lib/event/index.ts';
import { memoryFindingSink } from '../../lib/finding/index.ts';
import type { Log } from '../../lib/ingest/index.ts';
import { detectLogs, detectPorts, filePatience, prepareRuleset, sweep } from '../../lib/pipeline/index.ts';

/** Logs to events, assembled where one event spans several logs: the line without rules. */
export async function readEvents(
  logs: readonly Log[],
  config: Config,
  source: string,
  now: Micros,
): Promise<readonly LogEvent[]> {
  const events = new Map<string, LogEvent>();
  const ports = detectPorts({
    state: memoryStore(),
    findings: memoryFindingSink([]),
    rules: prepareRuleset(bundleRules([], bundleSettings(config)), filePatience),
    forcedSource: source,
    // An event whose parts come late is made again, fuller.
    observer: { event: event => void events.set(event.id, event), decision: () => {} },
  });
  await detectLogs(logs, ports, now);
  await sweep(ports, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER);
  return [...events.values()];
}
