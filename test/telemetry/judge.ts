import type { Detection } from '../../cli/detection/session.ts';
import type { Finding } from '../../lib/finding/index.ts';
import type { Scenario } from './scenarios.ts';
import type { Stream, StreamRun } from './streams.ts';

export interface Judged {
  readonly scenario: Scenario;
  /** `unseen`: no line of the stream shows the scenario, so nothing can be asked of it. */
  readonly outcome: 'found' | 'wrong entity' | 'not found' | 'quiet' | 'unseen';
  readonly by: readonly Finding[];
}

/** What a stream's findings say of each scenario. */
export function judge(scenarios: readonly Scenario[], { stream, detections }: StreamRun): readonly Judged[] {
  return scenarios.map(scenario => {
    const about = detections.filter(detection => concerns(detection, scenario, scenarios, stream));
    const by = about.map(({ row }) => row.finding);
    if (stream.shows !== null && scenario.lines[stream.shows].size === 0 && by.length === 0)
      return { scenario, outcome: 'unseen', by };
    if (by.length === 0) return { scenario, outcome: scenario.verdict === 'alert' ? 'not found' : 'quiet', by };
    const isRight = by.some(finding => namesRight(finding, scenario, stream));
    return { scenario, outcome: isRight ? 'found' : 'wrong entity', by };
  });
}

/** By a line that shows the scenario and no attack beside it; without lines by its time and its users, since many things run at a time. */
function concerns({ row, events }: Detection, scenario: Scenario, all: readonly Scenario[], stream: Stream): boolean {
  const lines = stream.hasLines ? stream.shows : null;
  const attacks = all.filter(each => each !== scenario && each.verdict === 'alert');
  if (lines !== null)
    return events.some(
      ({ line }) =>
        scenario.lines[lines].has(line) &&
        (scenario.verdict === 'alert' || !attacks.some(other => other.lines[lines].has(line))),
    );
  if (!namesRight(row.finding, scenario, stream)) return false;
  return row.finding.evidence.some(({ time }) => {
    const at = Date.parse(time);
    // Databases write whole seconds: what lies in the second of an attack is the attack's.
    const isIn = (each: Scenario) => at >= each.from - SECOND && at <= each.until;
    return isIn(scenario) && (scenario.verdict === 'alert' || !attacks.some(isIn));
  });
}

const SECOND = 1000;

function namesRight({ entity, seen }: Finding, { osUsers, dbUsers, host }: Scenario, { namesHost }: Stream): boolean {
  const named = [...Object.values(entity), ...Object.values(seen).flat()];
  const isUser = [...osUsers, ...dbUsers].some(user => named.includes(user));
  const isHost =
    !namesHost || named.some(name => name === host || name.startsWith(`${host}-`) || name.startsWith(`${host}.`));
  return isUser && isHost;
}
