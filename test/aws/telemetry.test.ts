import { describe, expect, it } from 'vitest';
import { createTelemetry } from '../../lib/aws/index.ts';

function written(use: (telemetry: ReturnType<typeof createTelemetry>) => void): Record<string, unknown> {
  const lines: string[] = [];
  use(
    createTelemetry(
      line => lines.push(line),
      () => 1_772_323_200_000,
    ),
  );
  return JSON.parse(lines.join(''));
}

describe('what a function tells its operators', () => {
  it('is one JSON line per message', () => {
    expect(written(({ log }) => log('warn', 'slow', { table: 'findings' }))).toEqual({
      level: 'warn',
      message: 'slow',
      time: '2026-03-01T00:00:00.000Z',
      table: 'findings',
    });
  });

  it('holds no secret, and stays JSON whatever is redacted', () => {
    const error = new Error('connect postgres://app:S3cr3tPw@db failed', { cause: new Error('password=S3cr3tPw') });
    const line = written(({ log }) =>
      log('error', 'ran mysql -pS3cr3tPw"', { error, password: 'S3cr3tPw', of: ['--token S3cr3tPw'] }),
    );
    expect(JSON.stringify(line)).not.toContain('S3cr3tPw');
    expect(line).toMatchObject({ password: '***', error: { message: 'connect postgres://app:***@db failed' } });
  });

  it('counts in CloudWatch’s embedded metric format, with units from the names', () => {
    expect(written(({ metrics }) => metrics({ Stack: 'weir' }, { Records: 3, SnsLagSeconds: 1.5 }))).toEqual({
      _aws: {
        Timestamp: 1_772_323_200_000,
        CloudWatchMetrics: [
          {
            Namespace: 'weir',
            Dimensions: [['Stack']],
            Metrics: [
              { Name: 'Records', Unit: 'Count' },
              { Name: 'SnsLagSeconds', Unit: 'Seconds' },
            ],
          },
        ],
      },
      Stack: 'weir',
      Records: 3,
      SnsLagSeconds: 1.5,
    });
  });
});
