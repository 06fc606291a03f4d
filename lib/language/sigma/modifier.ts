import type { Operand } from './operand.ts';

/** What a modifier may look at besides the value. */
export interface ModifierContext {
  /** Modifiers applied before this one. */
  readonly before: readonly string[];
  readonly placeholders: Readonly<Record<string, readonly string[]>>;
}

/** What is wrong, for a diagnostic at the value. */
export interface Misuse {
  readonly misuse: string;
  readonly hint: string;
  readonly code: string;
}

export type ModifierResult = readonly Operand[] | Misuse;

export interface Modifier {
  /** Once per value; several results are alternatives. Null for what changes how the whole list is read. */
  readonly apply: ((operand: Operand, context: ModifierContext) => ModifierResult) | null;
  /** For the support table. */
  readonly meaning: string;
}

export function misuse(message: string, hint: string, code = 'modifier-misuse'): Misuse {
  return { misuse: message, hint, code };
}
