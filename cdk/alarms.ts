import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface AlarmProps {
  readonly metric: IMetric;
  /** It alarms from this value on. */
  readonly from: number;
  /** Periods in a row; one where left out. */
  readonly periods?: number;
  /** What happened, and what the person who is woken should do. */
  readonly says: string;
}

/** All alarms go to one topic, for those who run weir. No data is good news: every metric here counts trouble. */
export class Alarms extends Construct {
  private readonly action: SnsAction;

  constructor(scope: Construct, id: string, topic: ITopic) {
    super(scope, id);
    this.action = new SnsAction(topic);
  }

  add(id: string, { metric, from, periods = 1, says }: AlarmProps): void {
    const alarm = new Alarm(this, id, {
      metric,
      threshold: from,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: says,
    });
    alarm.addAlarmAction(this.action);
    alarm.addOkAction(this.action);
  }
}

export const fiveMinutes = { period: Duration.minutes(5) } as const;
