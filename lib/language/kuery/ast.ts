import type { Range } from '../text/index.ts';

/** One query of Kibana's language. */
export type Node =
  /** The empty query, which every document fits. */
  | { readonly kind: 'everything'; readonly range: Range }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Node[]; readonly range: Range }
  | { readonly kind: 'not'; readonly of: Node; readonly range: Range }
  /** `field: { … }`: one same member of the array fits the whole. */
  | { readonly kind: 'nested'; readonly field: Text; readonly of: Node; readonly range: Range }
  /** `field: value`; the field is null for free text. */
  | { readonly kind: 'is'; readonly field: Text | null; readonly value: Values; readonly range: Range }
  | {
      readonly kind: 'range';
      readonly field: Text;
      readonly operator: RangeOperator;
      readonly value: Text;
      readonly range: Range;
    };

/** What may stand after the colon: one value, or several in parentheses. */
export type Values =
  | { readonly kind: 'value'; readonly text: Text }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Values[] }
  | { readonly kind: 'not'; readonly of: Values };

export type RangeOperator = '<' | '<=' | '>' | '>=';

/** A field name or a value. Parts are literal texts; null is a `*` that stands for any run of characters. */
export interface Text {
  readonly parts: readonly (string | null)[];
  /** In quotes nothing is a wildcard. */
  readonly isQuoted: boolean;
  readonly range: Range;
}

/** The literal text of what has no wildcards; null for what has. */
export function literalOf(text: Text): string | null {
  return text.parts.includes(null) ? null : text.parts.join('');
}
