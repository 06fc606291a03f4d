/** Where a node stands in its expression: UTF-16 offsets, `end` exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type Expression = Logical | Not | Compare | Membership | Arithmetic | Unary | Primary;

export type Primary = Field | Text | Integer | Duration | Bool | Network | Variable | List;

export interface Logical extends Range {
  readonly node: 'logical';
  readonly op: 'and' | 'or';
  readonly left: Expression;
  readonly right: Expression;
}

export interface Not extends Range {
  readonly node: 'not';
  readonly of: Expression;
}

export type CompareOperator = '==' | '!=' | '=~' | '!~' | '<' | '<=' | '>' | '>=';

export interface Compare extends Range {
  readonly node: 'compare';
  readonly op: CompareOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Membership extends Range {
  readonly node: 'membership';
  readonly op: 'in' | 'not in' | 'allin';
  readonly left: Expression;
  readonly right: Expression;
}

export interface Arithmetic extends Range {
  readonly node: 'arithmetic';
  readonly op: '+' | '-' | '&' | '|' | '^';
  readonly left: Expression;
  readonly right: Expression;
}

/** `-x`, and `^x`, the bitwise complement. */
export interface Unary extends Range {
  readonly node: 'unary';
  readonly op: '-' | '^';
  readonly of: Expression;
}

/** A field, a constant or a macro: which of them, only its name tells. May hold an iterator: `process.ancestors[A].pid`. */
export interface Field extends Range {
  readonly node: 'field';
  readonly name: string;
}

/** `"text"`, the glob `~"text"` or the regex `r"text"`. */
export interface Text extends Range {
  readonly node: 'text';
  readonly kind: 'plain' | 'glob' | 'regex';
  readonly value: string;
}

export interface Integer extends Range {
  readonly node: 'integer';
  readonly value: number;
}

export interface Duration extends Range {
  readonly node: 'duration';
  readonly nanoseconds: number;
}

export interface Bool extends Range {
  readonly node: 'bool';
  readonly value: boolean;
}

/** An address, or a network in CIDR notation. */
export interface Network extends Range {
  readonly node: 'network';
  readonly value: string;
}

/** `${scope.name}`. */
export interface Variable extends Range {
  readonly node: 'variable';
  readonly name: string;
}

export interface List extends Range {
  readonly node: 'list';
  readonly members: readonly Expression[];
}
