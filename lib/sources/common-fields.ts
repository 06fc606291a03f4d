import { type FieldRead, microsToIso } from '../event/index.ts';
import { constant, ofEvent } from './field-read.ts';

/** The ECS fields that every source's events have, whatever their records say; a source's own table goes before these. */
export function commonFields(module: string, dataset: string): Readonly<Record<string, FieldRead>> {
  return {
    '@timestamp': ofEvent('time of the event', event => microsToIso(event.time)),
    'event.ingested': ofEvent('arrival', event => (event.arrival === 0 ? undefined : microsToIso(event.arrival))),
    'event.kind': constant('event'),
    'event.module': constant(module),
    'event.dataset': constant(dataset),
    'event.original': ofEvent('text of the log', event => event.text),
    'host.id': ofEvent('host entity', event => event.host?.id || undefined),
    'host.name': ofEvent('host entity', event => event.host?.name || undefined),
    'host.hostname': ofEvent('host entity', event => event.host?.name || undefined),
    'cloud.account.id': account,
    'cloud.region': region,
    'log.file.path': ofEvent('file given to the command line', event => event.origin.file || undefined),
    'aws.cloudwatch.log_group': ofEvent('log group', event => event.origin.logGroup || undefined),
    'aws.cloudwatch.log_stream': ofEvent('log stream', event => event.origin.logStream || undefined),
  };
}

export const account = ofEvent(
  'owner of the log group, or account of the stream',
  event => event.origin.account || undefined,
);
export const region = ofEvent('region of the log group or stream', event => event.origin.region || undefined);
