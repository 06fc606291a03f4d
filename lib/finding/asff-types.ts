/** The part of AWS's Security Finding Format that weir writes. The SDK's own types do not say what is required. */
export interface AsffFinding {
  readonly SchemaVersion: '2018-10-08';
  readonly Id: string;
  readonly ProductArn: string;
  readonly ProductName: string;
  readonly CompanyName: string;
  readonly GeneratorId: string;
  readonly AwsAccountId: string;
  readonly CreatedAt: string;
  readonly UpdatedAt: string;
  readonly FirstObservedAt: string;
  readonly LastObservedAt: string;
  readonly Title: string;
  readonly Description: string;
  readonly FindingProviderFields: {
    readonly Severity: { readonly Label: AsffLabel; readonly Original: string };
    readonly Types: string[];
  };
  readonly Remediation: { readonly Recommendation: { readonly Text: string; readonly Url?: string } };
  readonly ProductFields: Record<string, string>;
  readonly Process?: AsffProcess;
  readonly Resources: AsffResource[];
  readonly RecordState: 'ACTIVE' | 'ARCHIVED';
}

export type AsffLabel = 'INFORMATIONAL' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';

export interface AsffProcess {
  readonly Name: string;
  readonly Path?: string;
  readonly Pid?: number;
}

export interface AsffResource {
  readonly Type: string;
  readonly Id: string;
  readonly Partition: AsffPartition;
  readonly Region?: string;
  readonly Details?: AsffDetails;
}

export interface AsffDetails {
  readonly AwsRdsDbInstance?: { readonly DBInstanceIdentifier: string };
  readonly AwsRdsDbCluster?: { readonly DbClusterIdentifier: string };
  readonly AwsIamUser?: { readonly UserName: string };
  readonly AwsIamRole?: { readonly RoleName: string };
  readonly Container?: { readonly Name?: string; readonly ImageName?: string };
  readonly Other?: Record<string, string>;
}

export type AsffPartition = 'aws' | 'aws-cn' | 'aws-us-gov';

/** The account and Region that findings are imported into. */
export interface AsffPlace {
  readonly partition: AsffPartition;
  readonly account: string;
  readonly region: string;
}

/** The partition that a Region belongs to. */
export function partitionOf(region: string): AsffPartition {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
