import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { localDynamoDbClient } from '../../cli/local/aws.ts';
import { startDynamoDb } from '../../cli/local/dynamodb.ts';
import { startService } from '../../cli/local/http-service.ts';
import { createTableInput, tableShapes } from '../../lib/aws/index.ts';

export interface DeployedStackStandIn {
  /** CloudFormation and DynamoDB at one address. */
  readonly endpoint: string;
  /** What the stack says of itself; a test may change it. */
  readonly outputs: Record<string, string>;
  readonly close: () => Promise<void>;
}

/** As much of a deployed stack as commands on another machine see: its outputs and its tables. */
export async function startDeployedStack(): Promise<DeployedStackStandIn> {
  const dynamoDb = await startDynamoDb();
  const client = localDynamoDbClient(dynamoDb.url);
  const outputs: Record<string, string> = {
    KeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/k',
    Receivers: 'SNS, Security Hub CSPM',
  };
  for (const table of ['state', 'baselines', 'findings'] as const) {
    const name = `weir-${table}`;
    await client.send(new CreateTableCommand(createTableInput(name, tableShapes[table])));
    outputs[`${table.charAt(0).toUpperCase()}${table.slice(1)}TableName`] = name;
  }
  client.destroy();
  const service = await startService(async request => {
    const body = request.body.toString('utf8');
    if (body.includes('Action=DescribeStacks'))
      return describe(new URLSearchParams(body).get('StackName') ?? '', outputs);
    const headers = Object.fromEntries(
      ['authorization', 'x-amz-date', 'x-amz-target', 'content-type'].map(name => [
        name,
        String(request.headers[name]),
      ]),
    );
    const answer = await fetch(dynamoDb.url, { method: 'POST', headers, body });
    return {
      status: answer.status,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: await answer.text(),
    };
  });
  return {
    endpoint: service.url,
    outputs,
    close: async () => {
      await service.close();
      await dynamoDb.close();
    },
  };
}

function describe(stack: string, outputs: Readonly<Record<string, string>>) {
  const headers = { 'content-type': 'text/xml' };
  if (stack !== 'weir') {
    const error = `<Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id ${stack} does not exist</Message></Error>`;
    return { status: 400, headers, body: `<ErrorResponse>${error}</ErrorResponse>` };
  }
  const members = Object.entries(outputs)
    .map(([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`)
    .join('');
  const found = `<member><StackName>weir</StackName><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-01-01T00:00:00Z</CreationTime><Outputs>${members}</Outputs></member>`;
  const result = `<DescribeStacksResult><Stacks>${found}</Stacks></DescribeStacksResult>`;
  return { status: 200, headers, body: `<DescribeStacksResponse>${result}</DescribeStacksResponse>` };
}
