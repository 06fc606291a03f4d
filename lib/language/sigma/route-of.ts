import type { Route, RoutePattern } from '../../ir/index.ts';
import type { LogSourceRef } from './ast.ts';
import { logSourceTable } from './log-source-table.ts';

/** Which events a rule of this log source is offered. */
export function routeOf({ product, service, category }: LogSourceRef): Route {
  const row = logSourceTable.find(
    known =>
      (known.product ?? '') === product && (known.service ?? '') === service && (known.category ?? '') === category,
  );
  if (row !== undefined) return row.routes;
  const pattern: RoutePattern = {
    ...(product === '' ? {} : { product }),
    ...(service === '' ? {} : { service }),
    ...(category === '' ? {} : { category }),
  };
  return Object.keys(pattern).length === 0 ? [] : [pattern];
}
