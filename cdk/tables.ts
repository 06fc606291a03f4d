import { RemovalPolicy } from 'aws-cdk-lib';
import {
  type Attribute,
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { type TableKey, type TableShape, tableShapes } from '../lib/aws/index.ts';

export interface Tables {
  /** Hits and timers: short-lived, deleted with the stack. */
  readonly state: Table;
  /** Terms seen over weeks: as costly to lose as to learn. */
  readonly baselines: Table;
  readonly findings: Table;
}

export function tables(scope: Construct, key: IKey): Tables {
  return {
    state: table(scope, 'State', { shape: tableShapes.state, key, isKept: false }),
    baselines: table(scope, 'Baselines', { shape: tableShapes.baselines, key, isKept: true }),
    findings: table(scope, 'Findings', { shape: tableShapes.findings, key, isKept: true }),
  };
}

interface TableOptions {
  readonly shape: TableShape;
  readonly key: IKey;
  /** Outlives the stack, and can be put back to any second of the last weeks. */
  readonly isKept: boolean;
}

function table(scope: Construct, id: string, { shape, key, isKept }: TableOptions): Table {
  const made = new Table(scope, id, {
    partitionKey: attribute(shape.partitionKey),
    ...(shape.sortKey === undefined ? {} : { sortKey: attribute(shape.sortKey) }),
    ...(shape.stream === undefined ? {} : { stream: StreamViewType[shape.stream] }),
    ...(isKept ? { pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true } } : {}),
    timeToLiveAttribute: shape.timeToLive,
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: key,
    removalPolicy: isKept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  for (const { name, partitionKey, sortKey } of shape.indexes) {
    made.addGlobalSecondaryIndex({
      indexName: name,
      partitionKey: attribute(partitionKey),
      sortKey: attribute(sortKey),
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }
  return made;
}

function attribute({ name, type }: TableKey): Attribute {
  return { name, type: type === 'N' ? AttributeType.NUMBER : AttributeType.STRING };
}
