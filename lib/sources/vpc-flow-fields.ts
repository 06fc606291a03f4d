import { type FieldTable, type JsonValue, microsToIso } from '../event/index.ts';
import { account, commonFields, region } from './common-fields.ts';
import { at, computed, constant, firstOf, known, lowerCase, mapped } from './field-read.ts';

const source = firstOf(at('pkt-srcaddr'), at('srcaddr'));
const destination = firstOf(at('pkt-dstaddr'), at('dstaddr'));

export const vpcFlowFields: FieldTable = {
  source: 'vpc-flow',
  ecs: {
    ...commonFields('aws', 'aws.vpcflow'),
    'event.category': constant(['network']),
    'event.type': computed('by `action`', fields => ['connection', fields.action === 'REJECT' ? 'denied' : 'allowed']),
    'event.action': computed('`action`; `events-lost` for SKIPDATA', fields =>
      fields['log-status'] === 'SKIPDATA'
        ? 'events-lost'
        : typeof fields.action === 'string'
          ? fields.action.toLowerCase()
          : undefined,
    ),
    'event.outcome': computed('by `action`', fields =>
      fields.action === 'REJECT' ? 'failure' : fields.action === 'ACCEPT' ? 'success' : undefined,
    ),
    'event.start': mapped(at('start'), 'as text,', isoSeconds),
    'event.end': mapped(at('end'), 'as text,', isoSeconds),
    'source.ip': source,
    'source.address': source,
    'source.port': at('srcport'),
    'destination.ip': destination,
    'destination.address': destination,
    'destination.port': at('dstport'),
    'network.transport': mapped(at('protocol'), 'name of', value => TRANSPORTS.get(String(value)) ?? String(value)),
    'network.iana_number': mapped(at('protocol'), '', value => String(value)),
    'network.bytes': at('bytes'),
    'network.packets': at('packets'),
    'source.bytes': at('bytes'),
    'source.packets': at('packets'),
    'network.type': lowerCase(at('type')),
    'network.direction': known(at('flow-direction')),
    'cloud.provider': constant('aws'),
    'cloud.account.id': firstOf(at('account-id'), account),
    'cloud.region': firstOf(at('region'), region),
    'cloud.instance.id': at('instance-id'),
    'cloud.availability_zone': at('az-id'),
    'aws.vpcflow.interface_id': at('interface-id'),
    'aws.vpcflow.vpc_id': at('vpc-id'),
    'aws.vpcflow.subnet_id': at('subnet-id'),
    'aws.vpcflow.action': at('action'),
    'aws.vpcflow.log_status': at('log-status'),
    'aws.vpcflow.tcp_flags': at('tcp-flags'),
  },
  vendorRoots: [[]],
  knowsVendorName: name =>
    /^(?:version|account-id|interface-id|srcaddr|dstaddr|srcport|dstport|protocol|packets|bytes|start|end|action|log-status|vpc-id|subnet-id|instance-id|tcp-flags|type|pkt-srcaddr|pkt-dstaddr|region|az-id|sublocation-type|sublocation-id|pkt-src-aws-service|pkt-dst-aws-service|flow-direction|traffic-path|ecs-[a-z-]+|reject-reason)$/.test(
      name,
    ),
  isEcs: false,
};

function isoSeconds(value: JsonValue): string | undefined {
  const micros = typeof value === 'number' ? value * 1_000_000 : Number.NaN;
  return Number.isSafeInteger(micros) ? microsToIso(micros) : undefined;
}

const TRANSPORTS: ReadonlyMap<string, string> = new Map([
  ['1', 'icmp'],
  ['6', 'tcp'],
  ['17', 'udp'],
  ['47', 'gre'],
  ['58', 'ipv6-icmp'],
]);
