import type { LogEvent } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import { type Fragment, joinLines, readLog } from '../sources/index.ts';
import { assembleFragments } from './assemble-fragments.ts';
import { explainEvents } from './explain-events.ts';
import { failRecords, type Run, reasonOf } from './run.ts';
import { countOne, sourceStatistics } from './statistics.ts';

/** Logs to events. What only becomes an event together with other logs is put together from the state. */
export async function readEvents(logs: readonly Log[], run: Run): Promise<readonly LogEvent[]> {
  const { rules, forcedSource } = run.ports;
  const events: LogEvent[] = [];
  const fragments: Fragment[] = [];
  for (const log of joinLines(logs, forcedSource)) {
    if (log.unread !== undefined) {
      countUnread(log, log.unread, run);
      continue;
    }
    const { source, parsed } = readLog(log, rules.sourceSettings, forcedSource);
    const counts = sourceStatistics(run.statistics, source.name);
    counts.logs++;
    run.heard?.note(log, source.name);
    if (source.name === unrecognisedSource) countOne(run.statistics.unrecognised, log.origin.logGroup);
    switch (parsed.outcome) {
      case 'events':
        events.push(...parsed.events);
        break;
      case 'fragment':
        fragments.push(parsed.fragment);
        break;
      case 'ignored':
        break;
      case 'failed':
        counts.failures++;
        failRecords(run, [log.origin.recordId], `${source.name}: ${parsed.reason}`);
        break;
      default:
        parsed satisfies never;
    }
  }
  try {
    events.push(...(await explainEvents(await assembleFragments(fragments, run), run)));
  } catch (error) {
    run.statistics.stateFailures++;
    failRecords(run, new Set(fragments.map(fragment => fragment.log.origin.recordId)), reasonOf(error));
  }
  for (const event of events) sourceStatistics(run.statistics, event.source).events++;
  return events.map(run.ports.adjust);
}

/** No rule wants it, but its source spoke. */
function countUnread(log: Log, source: string, run: Run): void {
  const counts = sourceStatistics(run.statistics, source);
  counts.logs++;
  counts.events++;
  counts.unread++;
  run.heard?.note(log, source);
}

/** The source that takes whatever no other does. */
const unrecognisedSource = 'text';
