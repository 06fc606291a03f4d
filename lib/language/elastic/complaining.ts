import type { DiagnosticLevel } from '../../rule/index.ts';

/** Says what is wrong with one key of a rule. */
export type Complaining = (level: DiagnosticLevel, code: string, message: string, key: string, hint?: string) => void;
