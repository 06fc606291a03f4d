import type { RuleBundle } from '../../lib/engine/index.ts';
import type { Micros } from '../../lib/event/index.ts';
import type { Finding } from '../../lib/finding/index.ts';
import type { Log } from '../../lib/ingest/index.ts';
import { sourceNamed } from '../../lib/sources/index.ts';
import { openSession } from '../detection/session.ts';
import { plural } from '../plural.ts';
import type { CaseLogs } from './decode-events.ts';
import { shuffled } from './shuffled.ts';
import type { Expectation, TestCase } from './test-case.ts';

export interface CaseResult {
  /** What is wrong with the outcome; nothing, where the case passes. */
  readonly messages: readonly string[];
  readonly findings: readonly Finding[];
}

export async function runCase(
  test: TestCase,
  bundle: RuleBundle,
  { logs, adjust, problems }: CaseLogs,
  shuffles: number,
  now: Micros,
): Promise<CaseResult> {
  if (problems.length > 0) return { messages: problems, findings: [] };
  if (test.source !== '' && sourceNamed(test.source) === undefined)
    return { messages: [`weir knows no source "${test.source}"`], findings: [] };
  const deliver = async (batches: readonly (readonly Log[])[]) => {
    const session = openSession({ bundle, source: test.source, now, adjust });
    for (const batch of batches) await session.feed(batch);
    await session.close();
    return { findings: session.active().map(({ row }) => row.finding), totals: session.totals() };
  };
  const { findings, totals } = await deliver([logs]);
  const complaints = [...totals.reasons.values(), ...unmet(test.expect, findings)];
  if (complaints.length > 0) return { messages: complaints, findings };
  for (let seed = 1; seed <= shuffles; seed++) {
    const again = await deliver(shuffled(logs, seed));
    const before = signature(findings);
    const after = signature(again.findings);
    if (before === after) continue;
    const messages = [
      `another order, batching or redelivery of the events (seed ${seed}) gives another result`,
      `in order: ${before}`,
      `shuffled: ${after}`,
    ];
    return { messages, findings };
  }
  return { messages: [], findings };
}

function unmet(expect: Expectation, findings: readonly Finding[]): string[] {
  if (findings.length !== expect.findings) {
    const found = findings.map(finding => `"${finding.title}" about ${entityText(finding.entity)}`);
    return [
      `expected ${expect.findings === 0 ? 'no finding' : plural(expect.findings, 'finding')}, found ${findings.length}` +
        (found.length === 0 ? '' : `: ${found.slice(0, 5).join('; ')}`),
    ];
  }
  return findings.flatMap(finding => [
    ...(expect.severity === null || finding.severity === expect.severity
      ? []
      : [`expected severity ${expect.severity}, found ${finding.severity}`]),
    ...Object.entries(expect.entity).flatMap(([name, value]) =>
      finding.entity[name] === value ? [] : [`expected ${name} ${value}, found ${entityText(finding.entity)}`],
    ),
  ]);
}

function entityText(entity: Readonly<Record<string, string>>): string {
  const words = Object.entries(entity).map(([name, value]) => `${name} ${value}`);
  return words.length === 0 ? 'nobody' : words.join(', ');
}

/** What must not depend on the way of delivery. */
function signature(findings: readonly Finding[]): string {
  const lines = findings.map(({ id, count, severity, firstSeen, lastSeen, entity }) =>
    JSON.stringify({ id, count, severity, firstSeen, lastSeen, entity }),
  );
  return lines.sort().join(' ');
}
