import type { FieldTable, Micros } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import { commonFields } from './common-fields.ts';
import { at } from './field-read.ts';
import { oneEvent } from './make-event.ts';
import type { Parsed, Source, SourceSettings } from './source.ts';
import { timeOf } from './time-of.ts';

/** Lines that no source recognises: kept, counted, and seen by keyword rules. */
export const text: Source = {
  name: 'text',
  fields: fieldTable(),
  recognises: () => true,
  parse,
};

function parse(log: Log, settings: SourceSettings): Parsed {
  const fields = { message: log.text };
  return oneEvent({ source: 'text', log, settings, fields, time: leadingTime(log.text), logSource: {} });
}

/** A stamp at the very start of the line, in ISO 8601 with `T` or a blank. */
function leadingTime(line: string): Micros | null {
  const found = /^\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?Z|[+-]\d\d:?\d\d)?)/.exec(line)?.[1];
  return found === undefined ? null : timeOf(found);
}

function fieldTable(): FieldTable {
  const { 'event.module': _, 'event.dataset': __, ...common } = commonFields('', '');
  return {
    source: 'text',
    ecs: { ...common, message: at('message') },
    vendorRoots: [[]],
    knowsVendorName: name => name === 'message',
    isEcs: false,
  };
}
