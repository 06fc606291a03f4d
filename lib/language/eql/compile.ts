import type { Detection, Rule } from '../../ir/index.ts';
import type { Complaints } from '../text/index.ts';
import type { Query } from './ast.ts';
import { lower, type Setting } from './lower.ts';
import { lowerCondition } from './lower-condition.ts';
import type { Lowering } from './lower-value.ts';
import { parse } from './parse.ts';

export interface CompiledQuery {
  readonly detection: Detection;
  readonly pipes: NonNullable<Rule['pipes']>;
  /** Where the pipes stand, since only a hunt takes them. */
  readonly query: Query;
}

/** A query's text to a detection; null after at least one error among the complaints. Never throws on any text. */
export function compileEql(
  text: string,
  setting: Setting,
  knowsField: (name: string) => boolean,
  complaints: Complaints,
): CompiledQuery | null {
  const before = complaints.found.length;
  const query = parse(text, complaints);
  if (query === null) return null;
  const lowering: Lowering = {
    complaints,
    knowsField,
    condition: (expression, place) => lowerCondition(expression, lowering, place),
  };
  const detection = lower(query, setting, lowering);
  const pipes = query.pipes.map(({ name, count }) => ({
    keep: name === 'head' ? ('first' as const) : ('last' as const),
    count,
  }));
  if (complaints.found.slice(before).some(({ level }) => level === 'error')) return null;
  return { detection, pipes, query };
}
