import type { BuildStep, OnStep } from '../lib/build/index.ts';
import { plural } from './plural.ts';
import type { Terminal } from './terminal.ts';

/** Columns of the bar between its brackets, and so how often it is drawn. */
const width = 20;

/** Shows where a build is, on the progress line. */
export function buildProgress({ progress }: Pick<Terminal, 'progress'>): OnStep {
  let drawn = -1;
  return step => {
    if (step.step === 'compile') {
      const filled = Math.floor((step.done * width) / step.of);
      if (filled === drawn) return;
      drawn = filled;
    }
    progress(text(step));
  };
}

function text(step: BuildStep): string {
  switch (step.step) {
    case 'read':
      return 'reading rule files …';
    case 'compile': {
      const filled = Math.floor((step.done * width) / step.of);
      const done = step.done.toLocaleString('en-US');
      return `compiling [${'#'.repeat(filled).padEnd(width)}] ${done} of ${plural(step.of, 'rule file')}`;
    }
    case 'check':
      return `checking ${plural(step.rules, 'rule')} …`;
    case 'index':
      return `indexing ${plural(step.rules, 'rule')} …`;
    default:
      return step satisfies never;
  }
}
