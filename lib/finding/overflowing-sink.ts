import type { FindingSink } from './finding-sink.ts';
import { fitFinding } from './fit-finding.ts';
import type { OverflowStore } from './senders.ts';

/** A sink that puts the whole document elsewhere before it keeps a cut one, so that no text is ever lost to a limit. */
export function overflowingSink(sink: FindingSink, overflow: OverflowStore): FindingSink {
  return {
    ...sink,
    save: async (finding, basis, now) => {
      const { finding: fitted, wasCut } = fitFinding(finding);
      return sink.save(wasCut ? { ...fitted, overflow: await overflow.put(finding) } : fitted, basis, now);
    },
  };
}
