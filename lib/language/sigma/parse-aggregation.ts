import type { Diagnostic, Span } from '../../rule/index.ts';
import { error, within } from '../text/index.ts';
import type { Aggregation, CompareKey } from './ast.ts';

const form =
  /^\s*(count|sum|min|max|avg)\s*\(\s*([^()\s]*)\s*\)\s*(?:by\s+(\S+)\s*)?(>=|<=|==|!=|=|>|<)\s*(-?\d+(?:\.\d+)?)\s*$/i;

const comparisons: Readonly<Record<string, CompareKey>> = {
  '>': 'gt',
  '>=': 'gte',
  '<': 'lt',
  '<=': 'lte',
  '=': 'eq',
  '==': 'eq',
  '!=': 'neq',
};

/** What followed a pipe before Sigma had correlations: `count(User) by Computer > 10`. `near` was never defined well. */
export function parseAggregation(
  text: string,
  start: number,
  span: Span,
  diagnostics: Diagnostic[],
): Aggregation | null {
  const rest = text.slice(start);
  const place = within(span, start, text.length);
  if (/^\s*near\b/i.test(rest)) {
    const hint = 'write a correlation of type temporal';
    diagnostics.push(error('legacy-near', 'the old "| near" is not supported', place, hint));
    return null;
  }
  const found = form.exec(rest);
  const [, name = '', field = '', by = '', sign = '', to = ''] = found ?? [];
  const compare = comparisons[sign];
  const aggregate = functions.find(each => each === name.toLowerCase());
  if (compare === undefined || aggregate === undefined) {
    const hint = 'the old form is "| count(field) by other > 5"; better, write a correlation rule';
    diagnostics.push(error('legacy-aggregation-syntax', 'this aggregation cannot be read', place, hint));
    return null;
  }
  if (aggregate !== 'count' && field === '') {
    diagnostics.push(error('legacy-aggregation-syntax', `${aggregate}() needs a field`, place));
    return null;
  }
  return { function: aggregate, field, by, compare, to: Number(to) };
}

const functions = ['count', 'sum', 'min', 'max', 'avg'] as const;
