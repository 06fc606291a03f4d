import { compareEvents, type JsonValue, type LogEvent, type Micros } from '../../lib/event/index.ts';

/**
 * What one pass in order over the distinct events must find, written as plainly as it can be: every window of every
 * event is looked at anew. Shares no code with lib/correlation.
 */
export interface Seen {
  readonly id: string;
  readonly time: Micros;
  readonly kind: string;
  readonly who: string;
  readonly n: number;
  readonly term: string;
  readonly event: LogEvent | null;
}

export interface Expected {
  readonly rule: string;
  readonly who: string;
  readonly count: number;
  readonly first: Micros;
  readonly last: Micros;
  /** Ids of the first and the last event in event order; '' where they are findings. */
  readonly firstEvent: string;
  readonly lastEvent: string;
  /** As an event of an outer rule. */
  readonly time: Micros;
}

export function seen(event: LogEvent): Seen {
  const text = (value: JsonValue | undefined) => String(value ?? '');
  const { kind, who, n, term } = event.fields;
  return {
    id: event.id,
    time: event.time,
    kind: text(kind),
    who: text(who),
    n: Number(n),
    term: text(term),
    event,
  };
}

export function inOrder(events: readonly Seen[]): readonly Seen[] {
  return [...events].sort((a, b) =>
    compareEvents({ ...a, sequence: a.event?.sequence ?? 0 }, { ...b, sequence: b.event?.sequence ?? 0 }),
  );
}

export function byWho(events: readonly Seen[]): readonly (readonly [string, readonly Seen[]])[] {
  return [...new Set(events.map(event => event.who))].map(who => [
    who,
    inOrder(events.filter(each => each.who === who)),
  ]);
}

/** One finding per key and period, of all events in the windows that qualify. */
export function windows(
  rule: string,
  events: readonly Seen[],
  span: Micros,
  period: Micros,
  qualifies: (window: readonly Seen[], end: Seen) => boolean,
): readonly Expected[] {
  return byWho(events).flatMap(([who, own]) => {
    const periods = new Map<number, { members: Set<Seen>; time: Micros }>();
    for (const end of own) {
      const window = own.filter(each => each.time >= end.time - span && each.time <= end.time);
      if (!qualifies(window, end)) continue;
      const start = Math.floor(end.time / period);
      const found = periods.get(start) ?? { members: new Set(), time: end.time };
      for (const member of window) found.members.add(member);
      periods.set(start, found);
    }
    return [...periods.values()].map(({ members, time }) => expected(rule, who, [...members], time));
  });
}

export function expected(rule: string, who: string, members: readonly Seen[], time: Micros): Expected {
  const ordered = inOrder(members);
  const first = ordered[0];
  const last = ordered.at(-1);
  return {
    rule,
    who,
    count: new Set(ordered.map(each => each.id)).size,
    first: first?.time ?? time,
    last: last?.time ?? time,
    firstEvent: first?.event?.id ?? '',
    lastEvent: last?.event?.id ?? '',
    time,
  };
}
