import type { LogEvent } from '../event/index.ts';
import { sourceNamed } from './registry.ts';
import type { Fact } from './source.ts';

/** Events explained by each other, all at hand at once: what the pipeline's memory comes to, whatever the batches. */
export function explainAll(events: readonly LogEvent[]): readonly LogEvent[] {
  const known = new Map<string, Fact[]>();
  for (const event of events) {
    for (const fact of sourceNamed(event.source)?.context?.facts(event) ?? []) {
      const facts = known.get(fact.key);
      if (facts === undefined) known.set(fact.key, [fact]);
      else facts.push(fact);
    }
  }
  return events.map(event => {
    const context = sourceNamed(event.source)?.context;
    return context === undefined
      ? event
      : context.explain(
          event,
          context.needs(event).flatMap(key => known.get(key) ?? []),
        );
  });
}
