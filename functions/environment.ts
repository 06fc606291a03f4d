/** What the stack tells its functions (cdk/function-environment.ts writes it, the local line too). */
export interface Environment {
  readonly stackName: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly stateTable: string;
  readonly baselinesTable: string;
  readonly findingsTable: string;
  readonly archiveBucket: string;
  readonly failedPrefix: string;
  readonly quarantinePrefix: string;
  readonly topicArn: string;
  /** Return records to be archived; else they end with detection. */
  readonly archive: boolean;
  readonly securityHub: boolean;
  readonly inflateBytes: number;
  readonly redriveDays: number;
  readonly stormAfter: number;
  /** Where prefixes are given, only these log groups and those are evaluated. */
  readonly logGroups: readonly string[];
  readonly logGroupPrefixes: readonly string[];
}

/** Reads all of it, or throws one error that names everything that is missing or wrong. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const wrong: string[] = [];
  const text = (name: string): string => {
    const value = variables[name] ?? '';
    if (value === '') wrong.push(`${name} is missing`);
    return value;
  };
  const flag = (name: string): boolean => {
    const value = text(name);
    if (value !== '' && value !== 'true' && value !== 'false') wrong.push(`${name} is "${value}", not true or false`);
    return value === 'true';
  };
  const count = (name: string): number => {
    const value = text(name);
    if (value !== '' && !/^[1-9]\d{0,8}$/.test(value)) wrong.push(`${name} is "${value}", not a whole number above 0`);
    return Number(value);
  };
  const names = (name: string): string[] => (variables[name] ?? '').split(',').filter(each => each !== '');
  const environment = {
    stackName: text('STACK_NAME'),
    account: text('ACCOUNT_ID'),
    region: text('AWS_REGION'),
    partition: text('PARTITION'),
    stateTable: text('STATE_TABLE'),
    baselinesTable: text('BASELINES_TABLE'),
    findingsTable: text('FINDINGS_TABLE'),
    archiveBucket: text('ARCHIVE_BUCKET'),
    failedPrefix: text('FAILED_PREFIX'),
    quarantinePrefix: text('QUARANTINE_PREFIX'),
    topicArn: text('TOPIC_ARN'),
    archive: flag('ARCHIVE'),
    securityHub: flag('SECURITY_HUB'),
    inflateBytes: count('INFLATE_MEBIBYTES') * 1024 * 1024,
    redriveDays: count('REDRIVE_DAYS'),
    stormAfter: count('STORM_AFTER'),
    logGroups: names('LOG_GROUPS'),
    logGroupPrefixes: names('LOG_GROUP_PREFIXES'),
  };
  if (wrong.length > 0) {
    throw new Error(`the function's environment is not what the stack gives it: ${wrong.join('; ')}. Deploy again.`);
  }
  return environment;
}
