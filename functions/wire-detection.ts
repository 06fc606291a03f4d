import {
  createTelemetry,
  dynamoDbClient,
  dynamoDbFindingSink,
  dynamoDbStateStore,
  s3Client,
  s3ObjectStore,
  s3OverflowStore,
  type Telemetry,
} from '../lib/aws/index.ts';
import { openBundle } from '../lib/engine/index.ts';
import { overflowingSink } from '../lib/finding/index.ts';
import {
  type DetectPorts,
  detectPorts,
  prepareRuleset,
  streamPatience,
  wantedLogGroups,
} from '../lib/pipeline/index.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { receiversOf } from './receivers-of.ts';

export interface Detection {
  readonly environment: Environment;
  readonly ports: DetectPorts;
  readonly telemetry: Telemetry;
}

/** What detect, redrive and sweep share: the rules that were deployed with them, and where they keep what they find. */
export function wireDetection(rulesPath: string): Detection {
  const environment = readEnvironment(process.env);
  const client = dynamoDbClient();
  const bundle = openBundle(rulesPath);
  const patience = { ...streamPatience(bundle.settings), horizon: environment.redriveDays * dayMicros };
  return {
    environment,
    telemetry: createTelemetry(line => process.stdout.write(`${line}\n`), Date.now),
    ports: detectPorts({
      state: dynamoDbStateStore(client, environment.stateTable),
      baselines: dynamoDbStateStore(client, environment.baselinesTable),
      findings: overflowingSink(
        dynamoDbFindingSink(client, environment.findingsTable, receiversOf(environment)),
        s3OverflowStore(s3ObjectStore(s3Client(), environment.archiveBucket), environment.archiveBucket),
      ),
      rules: prepareRuleset(bundle, patience),
      wantsLogGroup: wantedLogGroups(environment.logGroups, environment.logGroupPrefixes),
      limits: { inflatedBytes: environment.inflateBytes },
    }),
  };
}

export function nowMicros(): number {
  return Date.now() * 1000;
}

const dayMicros = 86_400_000_000;
