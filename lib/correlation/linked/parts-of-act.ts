import type { Micros } from '../../event/index.ts';
import type { Actor } from './actors.ts';
import type { LinkedHit } from './linked-hit.ts';

/** The commands of one pipeline, and the shell that opens its files, start in any order. */
export const pipelineMicros: Micros = 10_000_000;

/** Is the hit as close in time as a part of the act that `begin` begins? */
export function isInReach(begin: LinkedHit, part: LinkedHit, span: Micros): boolean {
  return part.end >= begin.start - pipelineMicros && part.start <= begin.end + span;
}

/**
 * How a hit belongs to an actor's acts: `near` by session, user or the file that a command names; `place` where its event
 * names nobody who could be compared; null where somebody else did it.
 */
export function relationTo(actor: Actor, part: LinkedHit, span: Micros): 'near' | 'place' | null {
  if (part.session !== '' && actor.sessions.has(part.session)) return 'near';
  if (part.users.some(user => actor.users.has(user))) return 'near';
  if (namesFile(actor, part, span)) return 'near';
  return part.input.identity === 'place' ? 'place' : null;
}

/** `SELECT … INTO OUTFILE '/var/tmp/x.csv'` by a client, and x.csv written by the server: one act. */
function namesFile(actor: Actor, part: LinkedHit, span: Micros): boolean {
  const name = part.path.split('/').at(-1) ?? '';
  if (name.length < shortestName) return false;
  return actor.begins.some(begin => begin.text.includes(name) && isInReach(begin, part, span));
}

/** `x.sql`: what is shorter stands in too many commands. */
const shortestName = 5;

/** Hits in order of their start, asked for what is in reach of beginnings that come in order of theirs. */
export function partsInOrder(parts: readonly LinkedHit[], span: Micros) {
  const sorted = [...parts].sort((a, b) => a.start - b.start || (a.hit.event < b.hit.event ? -1 : 1));
  let from = 0;
  return {
    /** The parts in reach. Beginnings must come in order of their start. */
    inReach: (begin: LinkedHit): readonly LinkedHit[] => {
      for (let part = sorted[from]; part !== undefined && part.end < begin.start - pipelineMicros; part = sorted[from])
        from++;
      const found: LinkedHit[] = [];
      for (let at = from; at < sorted.length; at++) {
        const part = sorted[at];
        if (part === undefined || part.start > begin.end + span) break;
        if (isInReach(begin, part, span)) found.push(part);
        if (found.length >= mostParts) break;
      }
      return found;
    },
  };
}

/** Of one leg and one beginning: a person reads a handful, and without a bound a flood would cost its square. */
const mostParts = 100;
