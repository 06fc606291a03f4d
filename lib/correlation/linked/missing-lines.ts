import type { LinkedDetection } from '../../ir/index.ts';
import type { Act } from './acts.ts';

/** Which legs were not seen, and why they may not have been; which are joined by nothing but the place. */
export function missingLines(detection: LinkedDetection, acts: readonly Act[]): readonly string[] {
  const sources = new Set(acts.flatMap(act => act.parts.map(part => part.source)));
  return detection.legs.flatMap(leg => {
    const parts = acts.flatMap(act => act.parts.filter(part => part.input.leg === leg.name));
    if (parts.length === 0) return [leg.sources.some(source => sources.has(source)) ? leg.absent : leg.unseen];
    if (!acts.every(act => act.byPlace.has(leg.name))) return [];
    const names = [...new Set(parts.map(part => part.source))].sort().join(' and ');
    const users = [...new Set(parts.flatMap(part => part.users.slice(0, 1)))].sort();
    const why = users.length === 0 ? 'names no user' : `names ${users.join(' and ')}, who may act for another`;
    return [`The ${leg.name} is joined by host and time alone: its event (${names}) ${why}.`];
  });
}
