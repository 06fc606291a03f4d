import { describe, expect, it } from 'vitest';
import { buildProgress } from '../../cli/build-progress.ts';

describe('the progress of a build', () => {
  it('is a line for each step, and a bar that is drawn only when it grows', () => {
    const drawn: string[] = [];
    const onStep = buildProgress({ progress: line => void drawn.push(line) });
    onStep({ step: 'read' });
    for (let done = 0; done < 4000; done += 1) onStep({ step: 'compile', done, of: 4000 });
    onStep({ step: 'check', rules: 3900 });
    onStep({ step: 'index', rules: 1 });
    expect(drawn.length).toBe(1 + 20 + 1 + 1);
    expect([drawn[0], drawn[1], drawn[11], ...drawn.slice(-2)]).toEqual([
      'reading rule files …',
      'compiling [                    ] 0 of 4,000 rule files',
      'compiling [##########          ] 2,000 of 4,000 rule files',
      'checking 3,900 rules …',
      'indexing 1 rule …',
    ]);
  });
});
