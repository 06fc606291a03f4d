import { type FieldTable, isObject, type JsonValue, parseIsoMicros } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import { account, commonFields, region } from './common-fields.ts';
import {
  asNumber,
  at,
  computed,
  constant,
  firstOf,
  ipAddress,
  known,
  listAt,
  lowerCase,
  mapped,
  textAt,
} from './field-read.ts';
import { notOf, oneEvent } from './make-event.ts';
import type { Parsed, Source, SourceSettings } from './source.ts';

/** Query logs of the Route 53 Resolver: what the machines of a VPC asked DNS. */
export const route53: Source = {
  name: 'route53',
  fields: fieldTable(),
  recognises: ({ json }) =>
    json !== null &&
    typeof json.query_name === 'string' &&
    typeof json.query_timestamp === 'string' &&
    Object.hasOwn(json, 'vpc_id'),
  parse,
};

function parse(log: Log, settings: SourceSettings): Parsed {
  const fields = log.json;
  if (fields === null) return notOf('route53', log);
  return oneEvent({
    source: 'route53',
    log,
    settings,
    fields,
    time: parseIsoMicros(textAt(fields, 'query_timestamp')),
    logSource: { product: 'aws', service: 'route53', categories: ['dns', 'dns_query'] },
    host: { id: textAt(fields, 'srcids', 'instance'), address: textAt(fields, 'srcaddr') },
  });
}

function fieldTable(): FieldTable {
  const question = mapped(known(at('query_name')), 'without its last dot,', value => String(value).replace(/\.$/, ''));
  const answers = (wanted: RegExp) =>
    computed('`Rdata` of `answers`', fields => {
      const found = listAt(fields, 'answers')
        .filter(isObject)
        .filter(one => wanted.test(String(one.Type)))
        .flatMap((one): JsonValue[] => [one.Rdata ?? null]);
      return found.length === 0 ? undefined : found;
    });
  return {
    source: 'route53',
    ecs: {
      ...commonFields('aws', 'aws.route53_resolver_logs'),
      'event.category': constant(['network']),
      'event.type': constant(['protocol', 'connection']),
      'event.action': constant('dns-query'),
      'event.outcome': mapped(known(at('rcode')), 'success where it is NOERROR:', value =>
        value === 'NOERROR' ? 'success' : 'failure',
      ),
      'dns.question.name': question,
      'dns.question.type': known(at('query_type')),
      'dns.question.class': known(at('query_class')),
      'dns.response_code': known(at('rcode')),
      'dns.answers.data': answers(/./),
      'dns.resolved_ip': answers(/^A{1,4}$/),
      'network.protocol': constant('dns'),
      'network.transport': lowerCase(known(at('transport'))),
      'source.ip': ipAddress(known(at('srcaddr'))),
      'source.address': known(at('srcaddr')),
      'source.port': asNumber(known(at('srcport'))),
      'cloud.provider': constant('aws'),
      'cloud.account.id': firstOf(known(at('account_id')), account),
      'cloud.region': firstOf(known(at('region')), region),
      'cloud.instance.id': known(at('srcids', 'instance')),
      'aws.route53.vpc_id': known(at('vpc_id')),
      'aws.route53.firewall_rule_action': known(at('firewall_rule_action')),
    },
    vendorRoots: [[]],
    knowsVendorName: name =>
      /^(?:version|account_id|region|vpc_id|query_timestamp|query_name|query_type|query_class|rcode|answers(?:\..+)?|srcaddr|srcport|transport|srcids(?:\..+)?|firewall_[a-z_]+)$/.test(
        name,
      ),
    isEcs: false,
  };
}
