import { canonicalText, hashText } from '../correlation/index.ts';
import type { Finding } from './finding.ts';

/** What all findings of one rule about one entity share, whatever their period; '' where there is no entity. */
export function seriesOf({ rule, entity }: Finding): string {
  return Object.keys(entity).length === 0 ? '' : hashText(canonicalText([rule, entity]));
}
