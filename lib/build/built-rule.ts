import type { CompiledRule } from '../language/text/index.ts';

/** One rule of the build: as it was compiled, and what the configuration made of it. */
export interface BuiltRule extends CompiledRule {
  readonly inclusion: Inclusion;
}

export type Inclusion =
  /** In the bundle. A staged rule is evaluated and counted; its findings are stored and never sent. */
  | { readonly as: 'included'; readonly staged: boolean }
  /** In the bundle only because an included rule is built on it; makes no finding of its own. */
  | { readonly as: 'part' }
  /** Not in the bundle, and why. */
  | { readonly as: 'left-out'; readonly reason: LeftOut };

export type LeftOut = 'error' | 'not-evaluable' | 'disabled' | 'below-min-level' | 'status-not-wanted';
