import { Aws, Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { Construct } from 'constructs';
import type { Tables } from './tables.ts';
import type { WeirFunction } from './weir-function.ts';

export interface DashboardProps {
  readonly functions: Readonly<Record<'detect' | 'publish' | 'redrive' | 'sweep', WeirFunction>>;
  readonly streams: Readonly<Record<'compressed' | 'plain', IDeliveryStream>>;
  readonly stored: Tables;
}

/** One page for whoever runs weir: what goes in, what comes out, how late, what fails, what it costs. */
export function dashboard(scope: Construct, { functions, streams, stored }: DashboardProps): Dashboard {
  const page = new Dashboard(scope, 'Dashboard', { defaultInterval: Duration.hours(24) });
  page.addWidgets(
    graph('Records and logs', own('Records'), own('Logs'), own('Events')),
    graph('Bytes in', ...Object.values(streams).map(stream => stream.metricIncomingBytes({ statistic: 'Sum' }))),
    graph('Logs by source', searched('SourceLogs', 'Source')),
  );
  page.addWidgets(
    graph('Matches', own('Matches')),
    graph('Findings', own('FindingsCreated'), own('FindingsUpdated'), own('FindingsRetracted')),
    graph('New findings by severity', searched('FindingsBySeverity', 'Severity')),
  );
  page.addWidgets(
    graph('Lateness of events, seconds', own('LatenessSeconds', 'Maximum'), own('LateEvents'), own('FutureEvents')),
    graph('Publish lag, seconds', own('SnsLagSeconds', 'Maximum'), own('SecurityHubLagSeconds', 'Maximum')),
    graph(
      'Failures',
      ...['FailedRecords', 'QuarantinedRecords', 'FailedLogs', 'RuleErrors', 'StateFailures', 'ReceiverOff'].map(name =>
        own(name),
      ),
    ),
  );
  const tables = Object.values(stored);
  page.addWidgets(
    graph('Write units', ...tables.map(table => table.metricConsumedWriteCapacityUnits({ statistic: 'Sum' }))),
    graph('Read units', ...tables.map(table => table.metricConsumedReadCapacityUnits({ statistic: 'Sum' }))),
    graph('Function time, milliseconds', ...Object.values(functions).map(({ lambda }) => lambda.metricDuration())),
  );
  return page;
}

function graph(title: string, ...left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: 8 });
}

function own(metricName: string, statistic = 'Sum'): Metric {
  return new Metric({ namespace: 'weir', metricName, dimensionsMap: { Stack: Aws.STACK_NAME }, statistic });
}

/** One line for each value of a dimension. Values come and go, so they are searched for when the page is shown. */
function searched(metricName: string, dimension: string): MathExpression {
  const search = `{weir,Stack,${dimension}} MetricName="${metricName}" Stack="${Aws.STACK_NAME}"`;
  return new MathExpression({ expression: `SEARCH('${search}', 'Sum', 300)`, label: '', usingMetrics: {} });
}
