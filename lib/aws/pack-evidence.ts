import type { HitEvidence } from '../correlation/index.ts';
import type { JsonValue } from '../event/index.ts';
import { columnOf, tableOf, type ValueTable } from './value-table.ts';

/** What hits can show of their events, field by field: events of one key agree in most of their fields. */
export type PackedEvidence = readonly [
  /** Of each hit the names of its fields, in their order; null where it shows nothing. */
  shapes: ValueTable,
  /** Where the events came from, a column each. */
  origins: readonly ValueTable[],
  /** Of each name, in the order of their first coming, the values of the hits that have it. */
  fields: readonly (readonly [name: string, values: ValueTable])[],
];

const originNames = ['source', 'account', 'region', 'logGroup', 'logStream'] as const;

export function packEvidence(evidence: readonly (HitEvidence | undefined)[]): PackedEvidence | null {
  const shown = evidence.filter(each => each !== undefined);
  if (shown.length === 0) return null;
  const columns = new Map<string, JsonValue[]>();
  for (const { fields } of shown) {
    for (const [name, value] of Object.entries(fields)) {
      const column = columns.get(name);
      if (column === undefined) columns.set(name, [value]);
      else column.push(value);
    }
  }
  return [
    tableOf(evidence.map(each => (each === undefined ? null : Object.keys(each.fields)))),
    originNames.map(name => tableOf(shown.map(each => each[name]))),
    [...columns].map(([name, column]) => [name, tableOf(column)]),
  ];
}

export function unpackEvidence(packed: PackedEvidence | null, length: number): readonly (HitEvidence | undefined)[] {
  if (packed === null) return Array<undefined>(length).fill(undefined);
  const [packedShapes, packedOrigins, packedFields] = packed;
  const shapes = columnOf(packedShapes, length) as readonly (readonly string[] | null)[]; // what packEvidence wrote
  const shownCount = shapes.filter(shape => shape !== null).length;
  const origins = packedOrigins.map(table => columnOf(table, shownCount) as readonly string[]); // as well
  const columns = new Map(
    packedFields.map(([name, table]) => {
      const count = shapes.filter(shape => shape?.includes(name)).length;
      return [name, columnOf(table, count).values()];
    }),
  );
  let shown = 0;
  return shapes.map(shape => {
    if (shape === null) return undefined;
    const [source = '', account = '', region = '', logGroup = '', logStream = ''] = origins.map(
      column => column[shown] ?? '',
    );
    shown++;
    const fields = Object.fromEntries(shape.map(name => [name, columns.get(name)?.next().value ?? null]));
    return { source, account, region, logGroup, logStream, fields };
  });
}
