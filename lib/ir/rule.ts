import type { Micros } from '../event/index.ts';
import type { RuleMeta } from '../rule/index.ts';
import type { Detection, KeyPart } from './detection.ts';

/** One rule, compiled: what it says about itself, and what it means. */
export interface Rule {
  readonly meta: RuleMeta;
  readonly detection: Detection;
  /** How repeated matches merge into one finding (DESIGN §6.2). */
  readonly suppression: Suppression;
  /** `false`: feeds other rules only (Sigma correlation without `generate`, Elastic building blocks, SECL `silent`). */
  readonly emits: boolean;
  /** What a hunt does with the list of its matches, one after another (EQL `| head 5`). A deployed rule has none. */
  readonly pipes?: readonly Pipe[];
}

export interface Pipe {
  readonly keep: 'first' | 'last';
  readonly count: number;
}

export type Suppression =
  /** One finding per event. */
  | { readonly kind: 'off' }
  /** One finding per entity and period. An empty `by` is the default entity: host, and user or principal. */
  | { readonly kind: 'period'; readonly by: readonly KeyPart[]; readonly period: Micros };
