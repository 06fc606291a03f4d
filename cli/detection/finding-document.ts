import type { Finding } from '../../lib/finding/index.ts';
import type { Place } from './places.ts';
import type { Detection } from './session.ts';

/** One line of `weir detect --format ndjson`: the finding as SNS subscribers get it, and where its events stand. */
export interface FindingDocument extends Finding {
  readonly events: readonly Place[];
}

export function findingDocument({ row, events }: Detection): FindingDocument {
  return { ...row.finding, events };
}
