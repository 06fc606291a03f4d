import { isObject, type JsonObject, type JsonValue } from '../event/index.ts';
import type { AsffPlace } from './asff-types.ts';

/** AWS's limit for one finding. */
export const mostAsffBytes = 240 * 1024;

/**
 * What Security Hub would hold against a finding, and some that it forgives; empty where nothing. Written from the
 * format's documentation, not from our renderer, which it is there to hold to account.
 */
export function validateAsff(finding: JsonValue, place: AsffPlace): string[] {
  if (!isObject(finding)) return ['the finding is not an object'];
  return [
    ...Object.keys(finding)
      .filter(name => !(name in checks))
      .map(name => `${name}: not a field of the format`),
    ...Object.entries(checks).flatMap(([name, check]) => check(finding[name], name)),
    ...placed(finding, place),
    ...(Buffer.byteLength(JSON.stringify(finding)) > mostAsffBytes ? ['larger than 240 KB'] : []),
  ];
}

type Check = (value: JsonValue | undefined, path: string) => string[];

const instant = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/, 'a time');
const typePath = matching(
  /^(?:Software and Configuration Checks|TTPs|Effects|Unusual Behaviors|Sensitive Data Identifications)(?:\/[^/]{1,128}){0,2}$/,
  'namespace/category/classifier',
);
const arnOf = (service: string, name: string): RegExp =>
  new RegExp(`^arn:(?:aws|aws-cn|aws-us-gov):${service}:[a-z0-9-]*:\\d{12}:${name}$`);

const checks: Readonly<Record<string, Check>> = {
  SchemaVersion: oneOf('2018-10-08'),
  Id: text(512),
  ProductArn: matching(
    /^arn:(?:aws|aws-cn|aws-us-gov):securityhub:[a-z0-9-]+:\d{12}:product\/\d{12}\/default$/,
    'an ARN',
  ),
  ProductName: optional(text(128)),
  CompanyName: optional(text(128)),
  GeneratorId: text(512),
  AwsAccountId: matching(/^\d{12}$/, '12 digits'),
  CreatedAt: instant,
  UpdatedAt: instant,
  FirstObservedAt: optional(instant),
  LastObservedAt: optional(instant),
  Title: text(256),
  Description: text(1024),
  FindingProviderFields: object({
    Severity: object({
      Label: oneOf('INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'),
      Original: optional(text(64)),
    }),
    Types: list(typePath, 1, 50),
  }),
  Remediation: optional(
    object({
      Recommendation: object({ Text: text(512), Url: optional(matching(/^https?:\/\/[!-~]{1,2000}$/, 'a URL')) }),
    }),
  ),
  ProductFields: optional(map(50, 128, 2048)),
  Process: optional(
    object({
      Name: optional(text(64)),
      Path: optional(text(512)),
      Pid: optional(integer),
      ParentPid: optional(integer),
    }),
  ),
  Resources: list(resourceCheck, 1, 32),
  RecordState: oneOf('ACTIVE', 'ARCHIVED'),
};

const detailChecks: Readonly<Record<string, Check>> = {
  AwsRdsDbInstance: object({ DBInstanceIdentifier: text(64) }),
  AwsRdsDbCluster: object({ DbClusterIdentifier: text(64) }),
  AwsIamUser: object({ UserName: text(64) }),
  AwsIamRole: object({ RoleName: text(64) }),
  Container: object({ Name: optional(text(1024)), ImageName: optional(text(1024)) }),
  Other: map(50, 128, 1024),
};

/** Types whose resources have an ARN, and what it looks like. */
const resourceArns: Readonly<Record<string, RegExp>> = {
  AwsEc2Instance: arnOf('ec2', 'instance/i-[0-9a-f]{8,17}'),
  AwsRdsDbInstance: arnOf('rds', 'db:[A-Za-z][A-Za-z0-9-]*'),
  AwsRdsDbCluster: arnOf('rds', 'cluster:[A-Za-z][A-Za-z0-9-]*'),
  AwsIamUser: arnOf('iam', 'user/.+'),
  AwsIamRole: arnOf('iam', 'role/.+'),
};

function resourceCheck(value: JsonValue | undefined, path: string): string[] {
  const wrong = object({
    Type: oneOf(...Object.keys(resourceArns), 'Container', 'Other'),
    Id: text(512),
    Partition: oneOf('aws', 'aws-cn', 'aws-us-gov'),
    Region: optional(text(16)),
    Details: optional(
      object(Object.fromEntries(Object.entries(detailChecks).map(([name, check]) => [name, optional(check)]))),
    ),
  })(value, path);
  if (wrong.length > 0 || !isObject(value)) return wrong;
  const shape = typeof value.Type === 'string' ? resourceArns[value.Type] : undefined;
  return shape === undefined || shape.test(String(value.Id)) ? [] : [`${path}.Id: no ARN of ${String(value.Type)}`];
}

function placed(finding: JsonObject, { partition, account, region }: AsffPlace): string[] {
  const arn = `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`;
  const wrong: string[] = [];
  if (finding.ProductArn !== arn) wrong.push(`ProductArn: not the default product of ${account} in ${region}`);
  if (finding.AwsAccountId !== account) wrong.push('AwsAccountId: not the account that imports');
  if (String(finding.UpdatedAt) < String(finding.CreatedAt)) wrong.push('UpdatedAt: before CreatedAt');
  if (String(finding.LastObservedAt) < String(finding.FirstObservedAt))
    wrong.push('LastObservedAt: before FirstObservedAt');
  return wrong;
}

function text(most: number): Check {
  return (value, path) => {
    if (typeof value !== 'string') return [`${path}: must be a text`];
    if (value.trim() === '') return [`${path}: must not be empty`];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
    if (/[\u0000-\u001f\u007f-\u009f]/.test(value)) return [`${path}: has control characters`];
    if (/\p{Surrogate}/u.test(value)) return [`${path}: has half a character`];
    return value.length > most ? [`${path}: ${value.length} characters, more than ${most}`] : [];
  };
}

function matching(shape: RegExp, what: string): Check {
  return (value, path) =>
    typeof value === 'string' && shape.test(value) ? [] : [`${path}: must be ${what}, is ${String(value)}`];
}

function oneOf(...allowed: readonly string[]): Check {
  return (value, path) =>
    typeof value === 'string' && allowed.includes(value) ? [] : [`${path}: must be one of ${allowed.join(', ')}`];
}

function integer(value: JsonValue | undefined, path: string): string[] {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31
    ? []
    : [`${path}: must be an integer`];
}

function optional(check: Check): Check {
  return (value, path) => (value === undefined ? [] : check(value, path));
}

function object(members: Readonly<Record<string, Check>>): Check {
  return (value, path) => {
    if (!isObject(value)) return [`${path}: must be an object`];
    return [
      ...Object.keys(value)
        .filter(name => !(name in members))
        .map(name => `${path}.${name}: not a field of the format`),
      ...Object.entries(members).flatMap(([name, check]) => check(value[name], `${path}.${name}`)),
    ];
  };
}

function list(member: Check, least: number, most: number): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return [`${path}: must be a list`];
    if (value.length < least || value.length > most) return [`${path}: ${value.length} items, not ${least} to ${most}`];
    return value.flatMap((item: JsonValue, index) => member(item, `${path}[${index}]`));
  };
}

function map(most: number, longestKey: number, longestValue: number): Check {
  return (value, path) => {
    if (!isObject(value)) return [`${path}: must be an object`];
    if (Object.keys(value).length > most) return [`${path}: more than ${most} pairs`];
    return Object.entries(value).flatMap(([key, item]) => [
      ...text(longestKey)(key, `${path} key`),
      ...text(longestValue)(item, `${path}.${key}`),
    ]);
  };
}
