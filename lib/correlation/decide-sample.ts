import type { SampleDetection } from '../ir/index.ts';
import type { DecideContext, Question } from './decide-context.ts';
import type { Decision } from './decision.ts';
import type { Hit } from './hit.ts';
import { decideWindows, type WindowTest } from './sliding-windows.ts';

/** Windows that hold, for each input, an event of its own. */
export function decideSample(
  detection: SampleDetection,
  question: Question,
  context: DecideContext,
): readonly Decision[] {
  const windows: Set<Hit>[] = detection.inputs.map(() => new Set());
  const test: WindowTest = {
    add: hit => void windows[hit.leg]?.add(hit),
    remove: hit => void windows[hit.leg]?.delete(hit),
    qualifies: () => (eachHasItsOwn(windows) ? {} : null),
  };
  return decideWindows(question, context, detection.span, test, null);
}

/** Can every input be given an event that no other is given? Augmenting paths; an input needs few events to choose from. */
function eachHasItsOwn(inputs: readonly ReadonlySet<Hit>[]): boolean {
  const choices = inputs.map(hits => firstEvents(hits, inputs.length));
  const givenTo = new Map<string, number>();
  const give = (input: number, tried: Set<string>): boolean =>
    (choices[input] ?? []).some(event => {
      if (tried.has(event)) return false;
      tried.add(event);
      const owner = givenTo.get(event);
      if (owner !== undefined && !give(owner, tried)) return false;
      givenTo.set(event, input);
      return true;
    });
  return inputs.every((_, input) => give(input, new Set()));
}

/** With as many events as there are inputs, an input always finds one that is free. */
function firstEvents(hits: ReadonlySet<Hit>, enough: number): readonly string[] {
  const events = new Set<string>();
  for (const hit of hits) {
    if (events.size >= enough) break;
    events.add(hit.event);
  }
  return [...events];
}
