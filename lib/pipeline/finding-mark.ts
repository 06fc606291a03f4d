import type { Micros } from '../event/index.ts';

/** What a bucket remembers of a finding that was made from it: enough to retract it where it went. */
export interface FindingMark {
  readonly unit: Micros;
  /** The time under which outer rules keep it. */
  readonly anchor: Micros;
  readonly findingId: string;
}

export function findingMark({ unit, anchor, findingId }: FindingMark): string {
  return `${unit}/${anchor}/${findingId}`;
}

export function readMark(text: string): FindingMark | null {
  const [unit = '', anchor = '', findingId = ''] = text.split('/');
  if (findingId === '') return null;
  return { unit: Number(unit), anchor: Number(anchor), findingId };
}
