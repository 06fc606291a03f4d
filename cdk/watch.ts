import { Aws, Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { type Alarms, fiveMinutes } from './alarms.ts';
import type { WeirFunction } from './weir-function.ts';

export interface Watched {
  readonly functions: Readonly<Record<'detect' | 'publish' | 'redrive' | 'sweep', WeirFunction>>;
  readonly streams: Readonly<Record<'compressed' | 'plain', IDeliveryStream>>;
  readonly deadLetters: Readonly<Record<'publish' | 'redrive' | 'sweep', IQueue>>;
}

/** One alarm for each way in which the line can stand still or lose something, each with what to do. */
export function watch(alarms: Alarms, { functions, streams, deadLetters }: Watched): void {
  for (const [name, { lambda }] of Object.entries(functions)) {
    alarms.add(`${capital(name)}Errors`, {
      metric: lambda.metricErrors(fiveMinutes),
      from: 1,
      says: `${name} threw or timed out. Read the newest error in its log group; what it was given is retried and not lost.`,
    });
    alarms.add(`${capital(name)}Throttles`, {
      metric: lambda.metricThrottles(fiveMinutes),
      from: 1,
      periods: 3,
      says: `${name} was throttled for 15 minutes. Raise the account's concurrency limit, or deploy.concurrency in weir.yml.`,
    });
  }
  alarms.add('PublishIsBehind', {
    metric: functions.publish.lambda.metric('IteratorAge', { ...fiveMinutes, statistic: 'Maximum' }),
    from: Duration.minutes(15).toMilliseconds(),
    says: "Findings wait more than 15 minutes to be sent. See publish's log: SNS or Security Hub refuses or throttles.",
  });
  for (const [name, stream] of Object.entries(streams)) {
    alarms.add(`${capital(name)}StreamIsBehind`, {
      metric: stream.metric('DeliveryToS3.DataFreshness', { ...fiveMinutes, statistic: 'Maximum' }),
      from: Duration.minutes(15).toSeconds(),
      periods: 3,
      says: `Records wait more than 15 minutes in the ${name} stream. See the errors and throttles of detect, and the stream's own log group.`,
    });
    alarms.add(`${capital(name)}StreamThrottles`, {
      metric: stream.metric('ThrottledRecords', { ...fiveMinutes, statistic: 'Sum' }),
      from: 1,
      periods: 3,
      says: `The ${name} stream refuses records of producers. Ask AWS for a higher limit of the stream, or send less.`,
    });
  }
  for (const [name, queue] of Object.entries(deadLetters)) {
    alarms.add(`${capital(name)}DeadLetters`, {
      metric: queue.metricApproximateNumberOfMessagesVisible({ ...fiveMinutes, statistic: 'Maximum' }),
      from: 1,
      says: `Work that ${name} gave up on lies in its dead-letter queue. docs/operating.md says how to look at it and send it again.`,
    });
  }
  for (const { metric, says } of ownCounts) alarms.add(metric, { metric: ownCount(metric), from: 1, says });
}

/** Counts that the functions write themselves (EMF). */
const ownCounts = [
  {
    metric: 'FailedRecords',
    says: 'Records could not be evaluated. They lie under failed/ in the archive bucket and redrive tries them again; the reason is in the log of detect.',
  },
  {
    metric: 'QuarantinedRecords',
    says: 'Records failed for good and lie under quarantine/ in the archive bucket, each with its reason. Fix the producer or report the format, then redrive them by hand.',
  },
  {
    metric: 'RuleErrors',
    says: 'A rule threw while it was evaluated; the others went on. The rule-health finding names it: fix or disable it in weir.yml.',
  },
  {
    metric: 'ReceiverOff',
    says: 'SNS or Security Hub CSPM takes no findings (turned off, or not permitted). Findings are kept and sent when it takes them again.',
  },
  {
    metric: 'FindingsRefused',
    says: 'SNS or Security Hub refused single findings, or the table holds an item that is none. The log of publish or sweep names each with its reason; after five refusals it is not offered again until it changes.',
  },
  {
    metric: 'TimersFailed',
    says: 'Decisions that were due could not be made; the next minutes try again. The log of sweep says why.',
  },
] as const;

function ownCount(metricName: string): Metric {
  return new Metric({
    namespace: 'weir',
    metricName,
    dimensionsMap: { Stack: Aws.STACK_NAME },
    statistic: 'Sum',
    period: fiveMinutes.period,
  });
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
