import { setTimeout } from 'node:timers/promises';
import {
  dynamoDbClient,
  dynamoDbFindingSink,
  securityHubClient,
  securityHubPort,
  snsClient,
  snsSender,
} from '../lib/aws/index.ts';
import { type AsffPlace, partitionOf } from '../lib/finding/index.ts';
import type { PublishPorts } from '../lib/pipeline/index.ts';
import type { Environment } from './environment.ts';
import { receiversOf } from './receivers-of.ts';

/** What publish and sweep need to send findings. */
export function wirePublishing(environment: Environment): PublishPorts {
  const { account, region, securityHub, topicArn, findingsTable } = environment;
  const place: AsffPlace = { partition: partitionOf(region), account, region };
  return {
    findings: dynamoDbFindingSink(dynamoDbClient(), findingsTable, receiversOf(environment)),
    sns: snsSender(snsClient(), topicArn),
    securityHub: securityHub ? securityHubPort(securityHubClient(), place) : null,
    wait: async millis => void (await setTimeout(millis)),
    stormAfter: environment.stormAfter,
  };
}
