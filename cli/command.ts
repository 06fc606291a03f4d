import type { Terminal } from './terminal.ts';
import type { Words } from './words.ts';

/** 0 done, 1 something failed, 2 wrong use. */
export type ExitCode = 0 | 1 | 2;

export interface Command {
  readonly name: string;
  /** How a person calls it, where that is not `weir NAME`. */
  readonly invocation?: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What stands after the name: `[PATHS]`. */
  readonly operands: string;
  /** What a person should know beyond the options, in full sentences. */
  readonly about: string;
  readonly options: readonly Option[];
  readonly examples: readonly { readonly line: string; readonly says: string }[];
  readonly run: (words: Words, terminal: Terminal) => Promise<ExitCode>;
}

export interface Option {
  readonly name: string;
  /** What its value is called in the help; null for a switch. */
  readonly takes: string | null;
  readonly says: string;
  readonly repeats?: boolean;
  /** The only values it may have. */
  readonly choices?: readonly string[];
  readonly default?: string;
}

/** Options that mean the same wherever they appear. */
export const shared = {
  config: {
    name: 'config',
    takes: 'FILE',
    says: 'the weir.yml to use; without it, weir.yml of the current folder if there is one',
  },
  rules: {
    name: 'rules',
    takes: 'PATH',
    repeats: true,
    says: 'a rule file or a folder of rules; may be repeated; without it, rules.paths of weir.yml, else the rules that ship',
  },
} as const satisfies Record<string, Option>;
