import type { Log } from '../ingest/index.ts';
import { recogniseSource } from './registry.ts';
import type { Source } from './source.ts';

/**
 * Puts together the lines of one record that make one log (PostgreSQL's statements, quoted values with line feeds in
 * them). What a record cuts in two is put together by the source's fragments.
 */
export function joinLines(logs: readonly Log[], forced = ''): readonly Log[] {
  const joined: Log[] = [];
  let open: Open | null = null;
  for (const log of logs) {
    const before: Open | null = open;
    open = null;
    if (before !== null) {
      const isSame = sameStream(before.log, log);
      const hasRoom = before.count < MAX_LINES;
      if (
        isSame &&
        hasRoom &&
        log.json === null &&
        log.unread === undefined &&
        before.source.continues?.(before.log, log)
      ) {
        open = withLine(before, log);
        continue;
      }
      joined.push({ ...before.log, isLast: !isSame });
    }
    const source = log.json === null && log.unread === undefined ? recogniseSource(log, forced) : null;
    if (source?.continues === undefined) joined.push(log);
    else open = { source, log, count: 1 };
  }
  if (open !== null) joined.push({ ...open.log, isLast: true });
  return joined;
}

interface Open {
  readonly source: Source;
  readonly log: Log;
  readonly count: number;
}

function sameStream(a: Log, b: Log): boolean {
  const one = a.origin;
  const two = b.origin;
  return (
    one.logStream === two.logStream &&
    one.logGroup === two.logGroup &&
    one.recordId === two.recordId &&
    one.file === two.file &&
    one.account === two.account
  );
}

/** More lines than any statement has, so that what never ends costs no more than this. */
const MAX_LINES = 10_000;

function withLine({ source, log, count }: Open, next: Log): Open {
  const { line, lines = [line] } = log.origin;
  const origin = line === 0 ? log.origin : { ...log.origin, lines: [...lines, next.origin.line] };
  return { source, log: { ...log, text: `${log.text}\n${next.text}`, origin }, count: count + 1 };
}
