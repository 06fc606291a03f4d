import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../lib/event/index.ts';
import type { Log } from '../../lib/ingest/index.ts';
import { eql } from '../../lib/language/eql/index.ts';
import { hunt } from '../../lib/pipeline/hunt.ts';
import { mappedFields } from '../../lib/pipeline/mapped-fields.ts';
import { defaultSettings, ecsEvents, fieldTables } from '../../lib/sources/index.ts';
import { corpora } from '../corpora.ts';
import { fromEndgame } from '../language/eql/from-endgame.ts';

const folder = corpora();

interface Case {
  readonly query: string;
  readonly expected_event_ids: readonly number[];
  readonly case_sensitive?: boolean;
  readonly case_insensitive?: boolean;
}

describe.skipIf(folder === null)('Endgame’s own queries find what they say (needs the EQL corpus)', () => {
  const events = read<readonly JsonObject[]>('events.json');
  const cases = read<readonly Case[]>('queries.json');
  const logs = events.map(logOf);
  const fields = { timestampField: 'timestamp', tiebreakerField: 'serial_event_id', eventCategoryField: 'event_type' };
  const found = ecsEvents(logs, fields, defaultSettings);
  const tables = Object.values(fieldTables);
  const knowsField = mappedFields(found, tables);

  it.each(cases.map((one, index) => ({ ...one, index })))('$index: $query', one => {
    const translation = translated(one);
    if ('notInElastic' in translation) return;
    const compiled = eql.compileQuery?.(translation.query, { values: {}, exceptions: {}, knowsField });
    if (compiled?.rule == null) throw new Error(`${translation.query}\n${JSON.stringify(compiled?.diagnostics)}`);
    const { matches, errors } = hunt(compiled.rule, found, tables);
    expect(errors).toEqual([]);
    expect(matches.flatMap(match => match.events.map(event => event.fields.serial_event_id))).toEqual(
      one.expected_event_ids,
    );
  });

  it('and nothing is passed over but what Elastic documents as not its own', () => {
    const passedOver: Record<string, number[]> = {};
    for (const [index, one] of cases.entries()) {
      const translation = translated(one);
      if ('notInElastic' in translation)
        passedOver[translation.notInElastic] = [...(passedOver[translation.notInElastic] ?? []), index];
    }
    expect(passedOver).toMatchInlineSnapshot(`
      {
        "array elements": [
          26,
          76,
          77,
          79,
        ],
        "array functions": [
          75,
          78,
          102,
          103,
          104,
          105,
          106,
          107,
          109,
          110,
        ],
        "field against field": [
          13,
          14,
          83,
        ],
        "fields in lists": [
          32,
        ],
        "fork": [
          71,
        ],
        "join": [
          53,
          54,
          55,
          56,
          57,
        ],
        "keys that are no fields": [
          46,
        ],
        "lineage": [
          28,
          62,
          63,
          64,
        ],
        "order without case": [
          19,
          20,
        ],
        "pipes but head and tail": [
          4,
          5,
          21,
          22,
          23,
          24,
          25,
          33,
          34,
          35,
          61,
          65,
          73,
          74,
        ],
        "safe": [
          108,
        ],
      }
    `);
  });
});

function translated(one: Case) {
  return fromEndgame(one.query, one.case_sensitive === true, one.case_insensitive === true);
}

function read<T>(name: string): T {
  return folder === null ? ([] as T) : JSON.parse(readFileSync(join(folder, 'eql', name), 'utf8'));
}

function logOf(json: JsonObject, ordinal: number): Log {
  const origin = { account: '', region: '', logGroup: '', logStream: '', file: 'events.json', line: 1, recordId: '' };
  return {
    text: JSON.stringify(json),
    json,
    envelope: null,
    cloudWatchId: '',
    timestamp: null,
    arrival: 0,
    origin,
    ordinal,
  };
}
