import type { JsonValue } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import { notOf, oneEvent } from './make-event.ts';
import type { Parsed, Source, SourceSettings } from './source.ts';
import { vpcFlowFields } from './vpc-flow-fields.ts';

/** VPC flow logs, in AWS's default format or in the one that `formats` in the configuration gives. */
export const vpcFlow: Source = {
  name: 'vpc-flow',
  fields: vpcFlowFields,
  recognises: ({ json, text }) =>
    json === null &&
    (DEFAULT_LINE.test(text) || (CUSTOM_LINE.test(text) && text.split(' ').length >= 8) || isHeader(text)),
  parse,
};

/** `2 123456789010 eni-… …`: the first fields of the default format. */
const DEFAULT_LINE = /^\d{1,2} (?:\d{12}|unknown|-) eni-[0-9a-f]{8,20} [0-9a-fA-F:.-]+ [0-9a-fA-F:.-]+ /;
const CUSTOM_LINE =
  /(?:^| )eni-[0-9a-f]{8,20} .*(?:^| )(?:OK|NODATA|SKIPDATA)(?: |$)|(?:^| )(?:OK|NODATA|SKIPDATA) (?:.* )?eni-[0-9a-f]{8,20}(?: |$)/;

/** Files in S3 begin with the names of their fields. */
function isHeader(text: string): boolean {
  return (
    /^[a-z][a-z0-9-]*(?: [a-z][a-z0-9-]*){7,}$/.test(text) && text.includes('interface-id') && text.includes('srcaddr')
  );
}

export const DEFAULT_FORMAT =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';

function parse(log: Log, settings: SourceSettings): Parsed {
  if (isHeader(log.text)) return { outcome: 'ignored' };
  const names = (settings.formats['vpc-flow'] ?? DEFAULT_FORMAT).replace(/[${}]/g, '').trim().split(/\s+/);
  const values = log.text.trim().split(/\s+/);
  if (values.length !== names.length) {
    if (!CUSTOM_LINE.test(log.text)) return notOf('vpc-flow', log);
    const hint = `the line has ${values.length} fields and the format ${names.length}; give the format of your flow log as formats.vpc-flow`;
    return { outcome: 'failed', reason: `vpc-flow: ${hint}` };
  }
  const fields: Record<string, JsonValue> = Object.create(null);
  names.forEach((name, index) => {
    const value = values[index] ?? '-';
    if (value !== '-') fields[name] = NUMBERS.has(name) && /^\d{1,15}$/.test(value) ? Number(value) : value;
  });
  // No traffic in the interval. SKIPDATA is kept: there was traffic, and nobody will know which.
  if (fields['log-status'] === 'NODATA') return { outcome: 'ignored' };
  const text = (name: string): string => String(fields[name] ?? '');
  const seconds = fields.end ?? fields.start;
  return oneEvent({
    source: 'vpc-flow',
    log,
    settings,
    fields,
    // A flow is known by its end: its beginning may lie before what it is the consequence of.
    time: typeof seconds === 'number' ? seconds * 1_000_000 : null,
    logSource: { product: 'aws', service: 'vpcflow', categories: ['firewall', 'network_connection'] },
    host: { id: text('instance-id'), networkInterface: text('interface-id'), address: text('srcaddr') },
  });
}

const NUMBERS = new Set([
  'version',
  'srcport',
  'dstport',
  'protocol',
  'packets',
  'bytes',
  'start',
  'end',
  'tcp-flags',
  'traffic-path',
]);
