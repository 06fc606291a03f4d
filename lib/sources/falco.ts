import type { JsonObject, JsonValue, LogSource, Micros } from '../event/index.ts';
import { parseIsoMicros } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import { falcoFields } from './falco-fields.ts';
import { falcoKind } from './falco-kind.ts';
import { isUnknown, walk } from './field-read.ts';
import type { HostClues } from './host-entity.ts';
import { notOf, oneEvent } from './make-event.ts';
import type { Parsed, Source, SourceSettings } from './source.ts';
import { epochMicros, epochTextMicros } from './time-of.ts';

/** Falco's alerts as JSON (`json_output: true`), from any of its outputs and through any shipper. */
export const falco: Source = {
  name: 'falco',
  fields: falcoFields,
  recognises: ({ json }) =>
    json !== null &&
    typeof json.output_fields === 'object' &&
    json.output_fields !== null &&
    typeof json.rule === 'string' &&
    Object.hasOwn(json, 'priority'),
  parse,
};

function parse(log: Log, settings: SourceSettings): Parsed {
  const fields = log.json;
  if (fields === null) return notOf('falco', log);
  return oneEvent({
    source: 'falco',
    log,
    settings,
    fields,
    time: timeOf(fields, log.text),
    logSource: logSource(fields),
    host: hostClues(fields),
    id: typeof fields.uuid === 'string' ? fields.uuid : '',
  });
}

/** The top-level `time` is text and exact; `evt.time` is nanoseconds beyond 2^53, so its digits are read from the text. */
function timeOf(fields: JsonObject, text: string): Micros | null {
  const stated = typeof fields.time === 'string' ? parseIsoMicros(fields.time) : null;
  if (stated !== null) return stated;
  const digits = /"evt\.(?:raw)?time(?:\.iso8601)?"\s*:\s*"?(\d{18,19})\b/.exec(text)?.[1];
  if (digits !== undefined) return epochTextMicros(digits);
  const number = walk(fields, ['output_fields', 'evt.time']);
  return typeof number === 'number' ? epochMicros(number) : null;
}

function logSource(fields: JsonObject): LogSource {
  const source = fields.source;
  if (source === 'aws_cloudtrail') return { product: 'aws', service: 'falco', categories: [] };
  if (source === 'k8s_audit') return { product: 'kubernetes', service: 'falco', categories: [] };
  if (source !== undefined && source !== 'syscall') return { service: 'falco', categories: [] };
  const kind = falcoKind(fields);
  return kind.kind === 'unknown'
    ? { product: 'linux', service: 'falco' }
    : { product: 'linux', service: 'falco', categories: kind.sigma };
}

/**
 * In a container `hostname` is Falco's own container, so what `append_output` was told to print goes first:
 * docs/telemetry/falco-weir.yaml prints the node as `node_name` and the instance as `instance_id`.
 */
function hostClues(fields: JsonObject): HostClues {
  const told = (name: string): string => textOf(walk(fields, ['output_fields', name]));
  const node = told('node_name') || told('k8s.node.name') || told('evt.hostname');
  return { id: told('instance_id') || told('aws.instance_id') || node, name: node || textOf(fields.hostname) };
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' && !isUnknown(value) ? value : '';
}
