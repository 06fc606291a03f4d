import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { startDynamoDb } from '../../cli/local/dynamodb.ts';
import { place, topicArn } from '../../cli/local/place.ts';
import { startSecurityHub } from '../../cli/local/security-hub.ts';
import { startSns } from '../../cli/local/sns.ts';
import {
  createTableInput,
  dynamoDbFindingSink,
  dynamoDbStateStore,
  outboxRecords,
  securityHubClient,
  securityHubPort,
  snsClient,
  snsSender,
  tableShapes,
} from '../../lib/aws/index.ts';
import type { StateStore } from '../../lib/correlation/index.ts';
import type { Finding, FindingSink } from '../../lib/finding/index.ts';
import { type Published, type PublishPorts, publish, publishBehind } from '../../lib/pipeline/index.ts';
import { finding, midnight, second } from '../finding/samples.ts';
import { type FaultyService, faultyService } from './faulty-service.ts';

export interface RealLine {
  now: number;
  readonly dynamoDb: FaultyService;
  readonly sns: FaultyService;
  readonly hub: FaultyService;
  readonly sink: FindingSink;
  readonly state: StateStore;
  readonly ports: PublishPorts;
  readonly save: (change: Partial<Finding>, hits?: number) => Promise<void>;
  /** Publishes what the table's stream shows, and the same records again for as long as that is asked for. */
  readonly deliver: (rounds?: number) => Promise<readonly Published[]>;
  readonly sweep: () => Promise<Published>;
  /** `id@revision` of what SNS took, in order. */
  readonly told: () => readonly string[];
  /** Ids that Security Hub holds, with their revisions. */
  readonly held: () => Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** Publishing with the SDK's real clients, on real ports, with a door for faults before each service. */
export async function realLine(): Promise<RealLine> {
  const [database, topic, securityHub] = await Promise.all([startDynamoDb(), startSns(), startSecurityHub()]);
  const [dynamoDb, sns, hub] = await Promise.all(
    [database.url, topic.url, securityHub.url].map(url => faultyService(url)),
  );
  if (dynamoDb === undefined || sns === undefined || hub === undefined) throw new Error('three doors were asked for');
  const local = { region: place.region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  // The functions' client waits for seconds between its six tries; here a fault that stays shows at once.
  const client = new DynamoDBClient({ ...local, endpoint: dynamoDb.url, maxAttempts: 1 });
  for (const table of ['findings', 'state'] as const) {
    await client.send(new CreateTableCommand(createTableInput(table, tableShapes[table])));
  }
  const snsSdk = snsClient({ ...local, endpoint: sns.url, maxAttempts: 1 });
  const sink = dynamoDbFindingSink(client, 'findings');
  const line: RealLine = {
    now: midnight,
    dynamoDb,
    sns,
    hub,
    sink,
    state: dynamoDbStateStore(client, 'state'),
    ports: {
      findings: sink,
      sns: snsSender(snsSdk, topicArn),
      securityHub: securityHubPort(securityHubClient({ ...local, endpoint: hub.url }), place),
      wait: async () => {},
      stormAfter: 1000,
    },
    save: async (change, hits = 1) => {
      await sink.save(finding(change), { hits, closed: false }, line.now);
    },
    deliver: async (rounds = 20) => {
      const all: Published[] = [];
      const { Items = [] } = await client.send(new ScanCommand({ TableName: 'findings' }));
      const changed = Items.filter(item => item.lastWrite?.S === 'content');
      const records = changed.map((NewImage, n) => ({ dynamodb: { NewImage, SequenceNumber: String(n) } }));
      const stream = outboxRecords({ Records: JSON.parse(JSON.stringify(records)) });
      for (let round = 0; round < rounds; round++) {
        const published = await publish(stream, line.ports, line.now);
        all.push(published);
        line.now += second;
        if (published.retry.length === 0) break;
      }
      return all;
    },
    sweep: () => publishBehind(1000, line.ports, line.now),
    told: () =>
      topic.messages.map(({ message }) => {
        const { id, revision } = JSON.parse(message) as Finding; // as publish wrote it
        return `${id}@${revision}`;
      }),
    held: () =>
      Object.fromEntries(
        [...securityHub.findings].map(([id, asff]) => {
          const fields = asff.ProductFields as Readonly<Record<string, string>>; // validated on its way in
          return [id, fields['weir/revision'] ?? ''];
        }),
      ),
    close: async () => {
      client.destroy();
      await Promise.all([dynamoDb, sns, hub, database, topic, securityHub].map(service => service.close()));
    },
  };
  return line;
}
