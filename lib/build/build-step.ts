/** What a build is about to do; `done` and `of` count rule files. */
export type BuildStep =
  | { readonly step: 'read' }
  | { readonly step: 'compile'; readonly done: number; readonly of: number }
  | { readonly step: 'check'; readonly rules: number }
  | { readonly step: 'index'; readonly rules: number };

/** Told of each step before it is taken. Decides nothing about what is built. */
export type OnStep = (step: BuildStep) => void;
