import type { LogSourceRef } from './ast.ts';

/** Does a filter's log source include a rule's? It does where it names nothing that the rule leaves out or has otherwise. */
export function logSourceCovers(filter: LogSourceRef, rule: LogSourceRef): boolean {
  return (['product', 'service', 'category'] as const).every(key => filter[key] === '' || filter[key] === rule[key]);
}
