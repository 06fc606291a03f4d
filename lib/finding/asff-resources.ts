import { type AsffDetails, type AsffPlace, type AsffResource, partitionOf } from './asff-types.ts';
import { cleanLine, cutText } from './clean-text.ts';
import type { Evidence, Finding } from './finding.ts';
import { showValue } from './show-value.ts';

/** AWS takes 32. */
const mostResources = 32;

/**
 * What the finding is about, as AWS names it where the events say so: database instances and clusters by their log group,
 * EC2 instances, IAM users and roles, containers. What has no such name is one resource `Other`, which always stands
 * first unless something better is known, and carries the entity.
 */
export function asffResources(finding: Finding, place: AsffPlace): AsffResource[] {
  const typed = new Map<string, AsffResource>();
  for (const evidence of finding.evidence) {
    const where = originOf(finding, evidence, place);
    for (const resource of typedResources(evidence, where)) {
      if (!typed.has(resource.Id) && typed.size < mostResources - 1) typed.set(resource.Id, resource);
    }
  }
  return [...typed.values(), entityResource(finding, originOf(finding, undefined, place))];
}

interface Where {
  readonly partition: AsffPlace['partition'];
  /** Both '' where the events do not tell: then no ARN can be made. */
  readonly account: string;
  readonly region: string;
}

function originOf(finding: Finding, evidence: Evidence | undefined, place: AsffPlace): Where {
  const account = showValue(evidence?.fields['cloud.account.id']) || finding.account;
  const region = showValue(evidence?.fields['cloud.region']) || finding.region;
  const isKnown = /^\d{12}$/.test(account) && /^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/.test(region);
  return isKnown
    ? { partition: partitionOf(region), account, region }
    : { partition: place.partition, account: '', region: '' };
}

function typedResources(evidence: Evidence, where: Where): AsffResource[] {
  return [
    database(evidence, where),
    instance(evidence, where),
    principal(evidence, where),
    container(evidence, where),
  ].filter(resource => resource !== null);
}

function database({ logGroup }: Evidence, where: Where): AsffResource | null {
  const found = /^\/aws\/rds\/(instance|cluster)\/([A-Za-z][A-Za-z0-9-]{0,62})(?:\/|$)/.exec(logGroup);
  if (found === null || where.account === '') return null;
  const name = found[2] ?? '';
  return found[1] === 'instance'
    ? resource('AwsRdsDbInstance', arn(where, 'rds', `db:${name}`), where, {
        AwsRdsDbInstance: { DBInstanceIdentifier: name },
      })
    : resource('AwsRdsDbCluster', arn(where, 'rds', `cluster:${name}`), where, {
        AwsRdsDbCluster: { DbClusterIdentifier: name },
      });
}

function instance({ fields, logStream }: Evidence, where: Where): AsffResource | null {
  if (where.account === '') return null;
  const id = [fields['cloud.instance.id'], fields['host.id'], logStream]
    .map(showValue)
    .find(text => /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(text));
  return id === undefined ? null : resource('AwsEc2Instance', arn(where, 'ec2', `instance/${id}`), where, {});
}

/** Users as themselves, assumed roles as the role. */
function principal({ fields }: Evidence, where: Where): AsffResource | null {
  const text = showValue(fields['aws.cloudtrail.user_identity.arn']);
  const found =
    /^arn:(aws|aws-cn|aws-us-gov):(?:iam|sts)::(\d{12}):(user|role|assumed-role)\/([\w+=,.@/-]{1,200})$/.exec(text);
  if (found === null) return null;
  const [, partition = 'aws', account = '', kind = '', path = ''] = found;
  if (kind === 'user') {
    return resource('AwsIamUser', text, where, { AwsIamUser: { UserName: cutText(path.split('/').at(-1) ?? '', 64) } });
  }
  const name = (kind === 'assumed-role' ? path.split('/')[0] : path.split('/').at(-1)) ?? '';
  if (name === '') return null;
  const id = kind === 'role' ? text : `arn:${partition}:iam::${account}:role/${name}`;
  return resource('AwsIamRole', id, where, { AwsIamRole: { RoleName: cutText(name, 64) } });
}

function container({ fields }: Evidence, where: Where): AsffResource | null {
  const id = cleanLine(showValue(fields['container.id']));
  // Falco calls the host itself a container.
  if (id === '' || id === 'host') return null;
  const name = cleanLine(showValue(fields['container.name']));
  const image = cleanLine(showValue(fields['container.image.name']));
  const details = {
    ...(name === '' ? {} : { Name: cutText(name, 128) }),
    ...(image === '' ? {} : { ImageName: cutText(image, 128) }),
  };
  return resource(
    'Container',
    cutText(id, 512),
    where,
    Object.keys(details).length === 0 ? {} : { Container: details },
  );
}

const mostOthers = 20;

function entityResource(finding: Finding, where: Where): AsffResource {
  const entity = Object.entries(finding.entity).map(([name, value]): [string, string] => [
    cutText(cleanLine(name), 128),
    cutText(cleanLine(value), 512),
  ]);
  const named = entity.filter(([name, value]) => name !== '' && value !== '').slice(0, mostOthers);
  const known: readonly (readonly [string, string])[] = [
    ...named,
    ['originAccount', finding.account],
    ['originRegion', finding.region],
    ['logGroup', cutText(cleanLine(finding.evidence[0]?.logGroup ?? ''), 512)],
  ];
  const Other = Object.fromEntries(known.filter(([, value]) => value !== ''));
  const Id = named.map(([name, value]) => `${name}=${value}`).join(',') || `rule=${cleanLine(finding.rule)}`;
  return resource('Other', cutText(Id, 512), where, Object.keys(Other).length === 0 ? {} : { Other });
}

function resource(Type: string, Id: string, where: Where, Details: AsffDetails): AsffResource {
  return {
    Type,
    Id,
    Partition: where.partition,
    ...(where.region === '' ? {} : { Region: where.region }),
    ...(Object.keys(Details).length === 0 ? {} : { Details }),
  };
}

function arn({ partition, account, region }: Where, service: string, name: string): string {
  return `arn:${partition}:${service}:${region}:${account}:${name}`;
}
