import { createContext, emptySettings, evaluatePredicate, recordRow } from '../../../lib/engine/index.ts';
import type { JsonObject } from '../../../lib/event/index.ts';
import type { Predicate, Rule } from '../../../lib/ir/index.ts';
import { kusto } from '../../../lib/language/kusto/index.ts';
import type { CompiledRule } from '../../../lib/language/text/index.ts';

export type Values = Readonly<Record<string, readonly string[]>>;

/** A bare query, compiled. */
export function compile(query: string, values: Values = {}): CompiledRule {
  const compiled = kusto.compileQuery?.(query, { values, exceptions: {} });
  if (compiled === undefined) throw new Error('Kusto has bare queries');
  return compiled;
}

/** What a query that puts no rows together asks of an event. */
export function predicateOf(query: string, values: Values = {}): Predicate {
  const { rule, diagnostics } = compile(query, values);
  const where = rule?.detection.kind === 'single' ? rule.detection.events[0]?.where : undefined;
  if (where === undefined) throw new Error(`${query}: ${JSON.stringify(diagnostics)}`);
  return where;
}

const context = createContext(emptySettings);

/** Is an event of table T with these columns in the rows of the query? */
export function isFound(query: string, row: JsonObject, values: Values = {}): boolean {
  return evaluatePredicate(predicateOf(query, values), recordRow({ ...row, Type: 'T' }), context);
}

/** An analytics rule of our own, hourly over two hours, about the column `user`. */
export function analyticsRule(id: string, query: string, { values = {}, more = '' }: RuleParts = {}): Rule {
  const text = `id: ${id}
name: ${id}
queryFrequency: 10m
queryPeriod: 30m
triggerOperator: gt
triggerThreshold: 0
${more}
query: |
${query.trim().replace(/^\s*/gm, '  ')}
entityMappings:
  - entityType: Account
    fieldMappings: [{ identifier: Name, columnName: user }]
`;
  const [compiled] = kusto.compile([{ path: `${id}.yaml`, text }], { values, exceptions: {} });
  if (compiled?.rule === undefined || compiled.rule === null) throw new Error(JSON.stringify(compiled?.diagnostics));
  return compiled.rule;
}

interface RuleParts {
  readonly values?: Values;
  /** Further lines of the rule's YAML. */
  readonly more?: string;
}
