import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { TableKey, TableShape } from './table-shapes.ts';

/** The request that creates such a table, for where no CloudFormation does: on one machine, and in tests. */
export function createTableInput(name: string, shape: TableShape): CreateTableCommandInput {
  const own = shape.sortKey === undefined ? [shape.partitionKey] : [shape.partitionKey, shape.sortKey];
  const keys = [...own, ...shape.indexes.flatMap(index => [index.partitionKey, index.sortKey])];
  const distinct = new Map(keys.map(key => [key.name, key]));
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...distinct.values()].map(key => ({ AttributeName: key.name, AttributeType: key.type })),
    KeySchema: keySchema(own),
    ...(shape.indexes.length === 0
      ? {}
      : {
          GlobalSecondaryIndexes: shape.indexes.map(index => ({
            IndexName: index.name,
            KeySchema: keySchema([index.partitionKey, index.sortKey]),
            Projection: { ProjectionType: 'KEYS_ONLY' as const },
          })),
        }),
  };
}

function keySchema([partition, sort]: readonly TableKey[]) {
  return [
    { AttributeName: partition?.name, KeyType: 'HASH' as const },
    ...(sort === undefined ? [] : [{ AttributeName: sort.name, KeyType: 'RANGE' as const }]),
  ];
}
