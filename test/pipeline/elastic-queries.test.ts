import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../lib/event/index.ts';
import { eql } from '../../lib/language/eql/index.ts';
import { kuery } from '../../lib/language/kuery/index.ts';
import { hunt } from '../../lib/pipeline/hunt.ts';
import { mappedFields } from '../../lib/pipeline/mapped-fields.ts';
import { fieldTables } from '../../lib/sources/index.ts';
import { documentEvents } from './document-events.ts';

const tables = Object.values(fieldTables);

/** Which of the documents a query finds, by position. */
function found(language: typeof eql, query: string, documents: readonly JsonObject[]): readonly number[] {
  const events = documentEvents(documents.map((document, id) => ({ ...document, id })));
  const settings = { values: {}, exceptions: {}, knowsField: mappedFields(events, tables) };
  const compiled = language.compileQuery?.(query, settings);
  if (compiled?.rule == null) throw new Error(JSON.stringify(compiled?.diagnostics));
  return hunt(compiled.rule, events, tables).matches.flatMap(match =>
    match.events.map(event => Number(event.fields.id)),
  );
}

/** 0: all there. 1: other values. 2: the field is missing. 3: null. 4: an array. 5: an empty array. */
const documents: readonly JsonObject[] = [
  { f: 'Dump.sql', n: 5, b: true, event: { category: 'file' } },
  { f: 'other', n: 9, b: false, event: { category: 'file' } },
  { event: { category: 'file' } },
  { f: null, n: null, b: null, event: { category: 'file' } },
  { f: ['x', 'Dump.sql'], n: [1, 5], event: { category: ['process', 'file'] } },
  { f: [], n: [], b: [] },
];

describe('EQL finds', () => {
  it.each([
    // Comparisons of one field with constants: what lacks the field is found by the negation.
    ['any where f == "Dump.sql"', [0, 4]],
    ['any where f != "Dump.sql"', [1, 2, 3, 5]],
    ['any where not f == "Dump.sql"', [1, 2, 3, 5]],
    ['any where f == "dump.sql"', []],
    ['any where f : "dump.*"', [0, 4]],
    ['any where not f : "dump.*"', [1, 2, 3, 5]],
    ['any where f like "Dump*"', [0, 4]],
    ['any where f like "dump*"', []],
    ['any where f like~ "dump*"', [0, 4]],
    ['any where f == "Dump*"', []],
    ['any where f in ("Dump.sql", "y")', [0, 4]],
    ['any where f in~ ("DUMP.SQL")', [0, 4]],
    ['any where f not in ("Dump.sql")', [1, 2, 3, 5]],
    ['any where f not in~ ("DUMP.SQL")', [1, 2, 3, 5]],
    ['any where f regex "Dump[.].*"', [0, 4]],
    ['any where not f regex~ "dump[.].*"', [1, 2, 3, 5]],
    ['any where n > 5', [1]],
    ['any where not n > 5', [0, 2, 3, 4, 5]],
    ['any where 5 < n', [1]],
    ['any where n >= 5 and n <= 5', [0, 4]],
    ['any where n == 5.0', [0, 4]],
    ['any where n in (5, 7)', [0, 4]],
    ['any where b', [0]],
    ['any where not b', [1, 2, 3, 4, 5]],
    ['any where b == false', [1]],
    ['any where b != true', [1, 2, 3, 4, 5]],
    ['any where f > "a"', [1, 4]],
    ['any where not (f == "other" and n == 9)', [0, 2, 3, 4, 5]],
    ['any where not (f == "other" or n == 5)', [2, 3, 5]],
    // Null tests.
    ['any where f == null', [2, 3, 5]],
    ['any where f != null', [0, 1, 4]],
    ['any where null == f', [2, 3, 5]],
    ['any where not f == null', [0, 1, 4]],
    // Functions are null where an argument is, and so is their negation.
    ['any where length(f) > 5', [0, 4]],
    ['any where not length(f) > 5', [1]],
    ['any where length(f) != 8', [1]],
    ['any where startsWith(f, "Dump")', [0, 4]],
    ['any where not startsWith(f, "Dump")', [1]],
    ['any where startsWith~(f, "dUMP")', [0, 4]],
    ['any where endsWith(f, "SQL") or endsWith~(f, "THER")', [1]],
    ['any where not endsWith(f, "sql")', [1]],
    ['any where stringContains(f, "ump")', [0, 4]],
    ['any where not wildcard(f, "*sql")', [1]],
    ['any where length(f) == null', [2, 3, 5]],
    ['any where n + 1 == 6', [0, 4]],
    ['any where not n + 1 == 6', [1]],
    ['any where n / 2 == 2', [0, 4]],
    ['any where n % 2 == 1', [0, 1, 4]],
    ['any where string(n) : "5"', [0, 4]],
    ['any where startsWith("Dump.sql.gz", f)', [0, 4]],
    ['any where not (length(f) > 5 and n == 1)', [0, 1, 2, 3, 5]],
    // A condition used as a value is null where its field is missing.
    ['any where null == (n > 5)', [2, 3, 5]],
    ['any where (n > 5) == true', [1]],
    // Fields that no document has are null, under "not" too.
    ['any where ghost == "x"', []],
    ['any where ghost != "x"', []],
    ['any where not ?ghost : "x"', []],
    ['any where ?ghost == null', [0, 1, 2, 3, 4, 5]],
    ['any where ?ghost != null', []],
    ['any where not (?ghost == "x" and f == "other")', [0, 2, 3, 4, 5]],
    ['any where ?ghost in ("x") or f == "other"', [1]],
    ['any where not cidrMatch(?ghost, "10.0.0.0/8")', []],
    // Categories.
    ['file where true', [0, 1, 2, 3, 4]],
    ['process where true', [4]],
    ['File where true', []],
    ['"file" where f == "other"', [1]],
    ['any where true | head 2', [0, 1]],
    ['any where true | tail 4 | head 1', [2]],
    ['any where f != null | tail 0', []],
  ])('%s', (query, expected) => expect(found(eql, query, documents)).toEqual(expected));

  it('what it was warned of, where a field is unknown and not marked so', () => {
    const settings = { values: {}, exceptions: {}, knowsField: (name: string) => name !== 'ghost' };
    const messages = (query: string) =>
      eql.compileQuery?.(query, settings).diagnostics.map(one => [one.level, one.message]);
    expect(messages('any where ghost == 1 and ?ghost == 1')).toEqual([['warning', 'no event has the field ghost']]);
    expect(messages('sequence by ghost [any where f] [any where f]')).toEqual([
      ['warning', 'no event has the field ghost'],
    ]);
  });
});

describe('EQL sequences and samples', () => {
  const stream: readonly JsonObject[] = [
    { u: 'a', v: 1, event: { category: 'process' } },
    { u: 'b', v: 1, event: { category: 'process' } },
    { v: 1, event: { category: 'process' } },
    { v: 2, event: { category: 'file' } },
    { u: 'a', v: 2, event: { category: 'file' } },
    { u: 'b', v: 3, event: { category: 'file' } },
  ];

  it.each([
    ['sequence by u [process where true] [file where true]', [0, 4, 1, 5]],
    ['sequence by ?u [process where true] [file where true]', [2, 3, 0, 4, 1, 5]],
    ['sequence by ?ghost [process where true] [file where true]', [2, 3]],
    ['sequence by ghost [process where true] [file where true]', []],
    ['sequence [process where true] by u, v [file where true] by u, v', []],
    ['sequence by u [process where true] [file where true] until [file where v == 3]', [0, 4, 1, 5]],
    ['sequence with maxspan=2s [process where true] [file where true]', [2, 3]],
    ['sequence with maxspan=2s [process where u == "a"] ![file where true]', [0]],
    ['sequence with maxspan=4s [process where u == "a"] ![file where u == "a"]', []],
    ['sample by u [file where true] [process where true]', [4, 0, 5, 1]],
    ['sample by v [file where true] [process where true]', []],
    ['sample by u [any where true] [any where true] | tail 1', [1, 5]],
  ])('%s', (query, expected) => expect(found(eql, query, stream)).toEqual(expected));
});

describe('Kibana’s query language finds', () => {
  const texts: readonly JsonObject[] = [
    { message: 'Permission denied for table CARDS', host: { name: 'db-1' }, port: 3306 },
    { message: 'permission for table denied', host: { name: 'DB-1' }, port: '3306' },
    { message: 'System.Management.Automation loaded', tags: ['a', 'b*'], source: { ip: '10.1.2.3' } },
    {
      grants: [
        { p: 'SUPER', g: 'root' },
        { p: 'SELECT', g: 'eve' },
      ],
      source: { ip: '::0001' },
      ok: true,
    },
  ];

  it.each([
    ['message:"permission denied"', [0]],
    ['message:permission', [0, 1]],
    ['message:(denied and cards)', [0]],
    ['message:permission loaded', [0, 1, 2]],
    ['message:perm*', [0, 1]],
    ['message:"perm"', []],
    ['message:"Management"', []],
    ['message:"system.management.automation"', [2]],
    ['host.name:db-1', [0]],
    ['host.name:"DB-1"', [1]],
    ['host.name:db*', [0]],
    ['not host.name:*', [2, 3]],
    ['host.name:*', [0, 1]],
    ['port:3306', [0, 1]],
    ['port:"3306"', [0, 1]],
    ['port >= 3306 and port < 4000', [0, 1]],
    ['not port > 3000', [2, 3]],
    ['tags:b*', [2]],
    ['tags:"b*"', [2]],
    ['tags:"a*"', []],
    ['tags:(a and "b*")', [2]],
    ['ok:true', [3]],
    ['source.ip:10.0.0.0/8', [2]],
    ['source.ip:"::1"', [3]],
    ['host.*:db-1', [0]],
    ['cards', [0]],
    ['"permission denied" or not *:*', [0]],
    ['grants:{ p:SUPER and g:root }', [3]],
    ['grants:{ p:SUPER and g:eve }', []],
    ['grants.p:SUPER and grants.g:eve', [3]],
    ['HOST.NAME:db-1', []],
    ['host.name:db-1 AND port:3306', [0]],
    ['host.name:(db-1 OR DB-1) and not port:1', [0, 1]],
    ['', [0, 1, 2, 3]],
  ])('%s', (query, expected) => expect(found(kuery, query, texts)).toEqual(expected));
});
