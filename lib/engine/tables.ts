import type { FieldTable } from '../event/index.ts';

/** Finds a source's table. An event of a source without one has its record's own names, and no ECS names. */
export function createTables(tables: readonly FieldTable[]): (source: string) => FieldTable {
  const bySource = new Map(tables.map(table => [table.source, table]));
  return source => bySource.get(source) ?? { ...bareTable, source };
}

const bareTable: FieldTable = {
  source: '',
  ecs: {},
  vendorRoots: [[]],
  knowsVendorName: () => true,
  isEcs: false,
};
