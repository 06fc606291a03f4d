/** What somebody does, at no cost, so that a rule that looks too closely no longer sees it. */
export interface Mutation {
  readonly name: string;
  readonly says: string;
  /** The ways to do it to a case's logs, each with a word of its own; none where there is nothing to do it to. */
  readonly mutants: (logs: readonly string[]) => readonly Mutant[];
}

export interface Mutant {
  /** Of the several of one mutation (`without proc.exepath`); '' where there is one. */
  readonly detail: string;
  readonly logs: readonly string[];
}

/** One mutant that changes every log it can; none where it can change no log. */
export function eachLog(change: (log: string) => readonly string[] | null, detail = ''): Mutation['mutants'] {
  return logs => {
    const changed = logs.map(change);
    if (changed.every(one => one === null)) return [];
    return [{ detail, logs: changed.flatMap((one, position) => one ?? [logs[position] ?? '']) }];
  };
}
