import type { Diagnostic } from '../../rule/index.ts';

/** Where a reader puts what it finds wrong; it goes on with the best it can make of the rest. */
export type Report = (diagnostic: Diagnostic) => void;
