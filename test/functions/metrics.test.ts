import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { reportDetection } from '../../functions/report.ts';
import { createTelemetry } from '../../lib/aws/index.ts';
import { emptyStatistics, publishMetrics, type Sending } from '../../lib/pipeline/index.ts';

const operating = readFileSync(join(import.meta.dirname, '../../docs/operating.md'), 'utf8');

it('operators are told of every metric what it says', () => {
  const lines: string[] = [];
  const telemetry = createTelemetry(
    line => void lines.push(line),
    () => 0,
  );
  const source = { logs: 1, events: 1, failures: 1, matches: 1, late: 1, future: 1, unread: 1, maxLatenessMicros: 1 };
  const statistics = { ...emptyStatistics(), sources: { falco: source }, created: { high: 1 } };
  reportDetection(telemetry, 'weir', statistics);
  telemetry.metrics({ Stack: 'weir' }, publishMetrics({ ...everyOutcome, retry: [], held: 1, waiting: 1 }));
  const names = lines.flatMap(line => {
    const { _aws } = JSON.parse(line);
    return _aws.CloudWatchMetrics.flatMap((part: { Metrics: { Name: string }[] }) =>
      part.Metrics.map(({ Name }) => Name),
    );
  });
  for (const asked of [
    'Records',
    'Events',
    'Matches',
    'RuleErrors',
    'LatenessSeconds',
    'CappedDecisions',
    'SnsLagSeconds',
  ])
    expect(names).toContain(asked);
  expect(names.filter(name => !operating.includes(`\`${name}\``))).toEqual([]);
});

const outcomes = ['sent', 'refused', 'failed', 'off', 'unrecorded'] as const;
const everyOutcome = {
  sendings: (['sns', 'securityHub'] as const).flatMap(receiver =>
    outcomes.map((outcome): Sending => ({ id: 'f', receiver, revision: 1, outcome, reason: '', lagSeconds: 1 })),
  ),
  unreadable: [{ id: 'x', reason: '' }],
};
