import type { Decision } from '../../lib/correlation/index.ts';
import type { LogEvent } from '../../lib/event/index.ts';

/** Where an event stands: its file and the line at which it begins; all its lines where it spans several. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly lines?: readonly number[];
}

export function placeOf({ origin }: LogEvent): Place {
  const { file, line, lines } = origin;
  return lines === undefined || lines.length < 2 ? { file, line } : { file, line, lines };
}

/**
 * Every event behind a finding. The hits of a chain are findings themselves; theirs are followed down to events, each
 * counted once.
 */
export function placesOf(
  findingId: string,
  decisions: ReadonlyMap<string, Decision>,
  places: ReadonlyMap<string, Place>,
): readonly Place[] {
  const seen = new Set<string>();
  const found: Place[] = [];
  const visit = (id: string): void => {
    for (const { event } of decisions.get(id)?.hits ?? []) {
      if (seen.has(event)) continue;
      seen.add(event);
      const place = places.get(event);
      if (place !== undefined) found.push(place);
      else visit(event);
    }
  };
  visit(findingId);
  return found;
}
