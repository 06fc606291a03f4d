import type { Comparison } from '../../ir/index.ts';
import type { SigmaText } from './sigma-text.ts';

/** A rule's value on its way through the modifiers: what it has become so far. */
export type Operand =
  | { readonly kind: 'text'; readonly text: SigmaText /** As written, for `re`. */; readonly raw: string }
  /** UTF-16, which `base64` takes as bytes and anything else as text of one character per byte. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'number'; readonly value: number; readonly source: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'regex'; readonly source: string; readonly flags: string }
  | { readonly kind: 'network'; readonly network: string }
  | { readonly kind: 'field'; readonly name: string; readonly how: 'equal' | 'contains' | 'starts' | 'ends' }
  | { readonly kind: 'exists'; readonly wanted: boolean }
  /** Of the field itself, or of one part of the time it holds. */
  | { readonly kind: 'measure'; readonly part: DatePart | null; readonly compare: Comparison; readonly to: number };

export const dateParts = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;
export type DatePart = (typeof dateParts)[number];
