/** The account and Region that the local line believes to run in; AWS reserves this account number for examples. */
export const place = { partition: 'aws', account: '123456789012', region: 'us-east-1' } as const;
export const stackName = 'weir-local';
export const topicArn = `arn:${place.partition}:sns:${place.region}:${place.account}:${stackName}-findings`;
export const archiveBucket = `${stackName}-archive`;
export const prefixes = { archive: 'archive/', failed: 'failed/', quarantine: 'quarantine/' } as const;
export const tableNames = {
  state: `${stackName}-state`,
  baselines: `${stackName}-baselines`,
  findings: `${stackName}-findings`,
} as const;
