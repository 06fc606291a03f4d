import type { Hit } from './hit.ts';

/** Hits in event order, taken together by event: one event may match several legs. */
export function* eventsOf(hits: readonly Hit[]): Generator<readonly Hit[]> {
  for (let start = 0; start < hits.length; ) {
    let end = start + 1;
    while (end < hits.length && hits[end]?.event === hits[start]?.event) end++;
    yield hits.slice(start, end);
    start = end;
  }
}
