import { ecsRead, type FieldTable, type JsonScalar } from '../../event/index.ts';
import type { FieldName } from '../../ir/index.ts';
import { fold } from '../letter-case.ts';
import { KEYWORDS } from '../witness/conditions.ts';
import { ANY_DASH, type Literal } from '../witness/literal.ts';

/** How a source's events come by a field. */
export type HowRead =
  /** Each value stands in the log's text, spelt as JSON spells it. */
  | 'verbatim'
  /** It may be computed. */
  | 'made'
  /** No event of the source has it. */
  | 'never'
  /** It is the same in every event. */
  | { readonly always: JsonScalar };

/** Of sources whose vendor names are read from the very object that the log's text spells. `key` is a fieldKey. */
export function howRead(key: string, table: FieldTable): HowRead {
  if (key === KEYWORDS) return 'verbatim';
  const names: readonly FieldName[] = JSON.parse(key); // as fieldKey wrote it
  let how: HowRead = 'never';
  for (const { space, name } of names) {
    if (space === 'vendor') how = 'verbatim';
    else {
      const read = ecsRead(table, name);
      if (read === null) continue;
      if (read.always !== undefined) return how === 'never' ? { always: read.always } : 'made';
      if (read.isVerbatim !== true) return 'made';
      how = 'verbatim';
    }
  }
  return how;
}

/** May the literal stand in this value? It does not tell where in it. */
export function canHold(value: JsonScalar, { text }: Literal): boolean {
  return text.includes(ANY_DASH) || fold(String(value)).includes(text);
}
