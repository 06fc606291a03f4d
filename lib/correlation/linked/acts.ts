import type { LinkedDetection, LinkedVerdict } from '../../ir/index.ts';
import type { Actor } from './actors.ts';
import type { LinkedHit } from './linked-hit.ts';
import { partsInOrder, relationTo } from './parts-of-act.ts';

/** What began with one hit, and all that belongs to it. */
export interface Act {
  readonly begin: LinkedHit;
  /** Position of the verdict that it satisfies. */
  readonly rank: number;
  readonly legs: ReadonlySet<string>;
  /** The legs that only the place joins. */
  readonly byPlace: ReadonlySet<string>;
  readonly parts: readonly LinkedHit[];
}

/** The actor's acts that satisfy a verdict, in order. `isAlone`: the actor is of another realm than any hit (a database's user). */
export function actsOf(
  detection: LinkedDetection,
  actor: Actor,
  others: readonly LinkedHit[],
  isAlone: boolean,
): readonly Act[] {
  const related = others.map(part => ({
    part,
    relation: relationTo(actor, part, detection.span) ?? (isAlone ? 'place' : null),
  }));
  const of = (relation: 'near' | 'place') => related.flatMap(each => (each.relation === relation ? [each.part] : []));
  const inReachOf = detection.legs.map(({ name }) => {
    const ofLeg = (parts: readonly LinkedHit[]) =>
      partsInOrder(
        parts.filter(part => part.input.leg === name),
        detection.span,
      );
    return { name, near: ofLeg([...actor.begins, ...of('near')]), place: ofLeg(of('place')) };
  });
  return [...actor.begins]
    .sort((a, b) => a.start - b.start)
    .flatMap(begin => {
      const legs = inReachOf.map(({ name, near, place }) => {
        const close = near.inReach(begin);
        return { name, isClose: close.length > 0, parts: close.length > 0 ? close : place.inReach(begin) };
      });
      const seen = legs.filter(leg => leg.parts.length > 0);
      const rank = detection.verdicts.findIndex(verdict => holds(verdict, seen));
      if (rank < 0) return [];
      return [
        {
          begin,
          rank,
          legs: new Set(seen.map(leg => leg.name)),
          byPlace: new Set(seen.filter(leg => !leg.isClose).map(leg => leg.name)),
          parts: seen.flatMap(leg => leg.parts),
        },
      ];
    });
}

interface SeenLeg {
  readonly name: string;
  readonly parts: readonly LinkedHit[];
}

function holds(verdict: LinkedVerdict, seen: readonly SeenLeg[]): boolean {
  return verdict.legs.every(name => {
    const leg = seen.find(each => each.name === name);
    return leg !== undefined && (!verdict.strong.includes(name) || leg.parts.some(part => part.isStrong));
  });
}
