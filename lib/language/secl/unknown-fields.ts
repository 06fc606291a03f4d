import { type FieldRef, fieldsOfPredicate, type Predicate } from '../../ir/index.ts';

/** Those, as written, that no log source could ever supply; in order of mention. */
export function unknownAmong(fields: readonly FieldRef[]): readonly string[] {
  return fields.filter(({ names }) => names.length === 0).map(({ field }) => field);
}

/**
 * The predicate where it holds whatever the unknown fields are: what asks for one counts as not fulfilled, on either side
 * of a `not`. SECL's defaults are for what an event does not have, not for what a log does not tell.
 */
export function withoutGuesses(predicate: Predicate, isWanted = true): Predicate {
  if (predicate.op === 'not') return { op: 'not', of: withoutGuesses(predicate.of, !isWanted) };
  if (predicate.op === 'all' || predicate.op === 'any') {
    return { op: predicate.op, of: predicate.of.map(part => withoutGuesses(part, isWanted)) };
  }
  if (unknownAmong(fieldsOfPredicate(predicate)).length === 0) return predicate;
  return { op: isWanted ? 'never' : 'always' };
}
