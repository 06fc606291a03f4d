import type { NamedValue, Predicate, Value } from '../../ir/index.ts';
import { call, number, text } from './functions.ts';
import { KustoError } from './kusto-error.ts';
import { literalOf } from './literals.ts';
import { lowerValue } from './lower-value.ts';
import { extendRows, type Rows, whereRows } from './rows.ts';
import type { Scope } from './scope.ts';
import { nameOf, type Syntax, spell } from './syntax.ts';

/**
 * `parse column with "text" name:type …`: the pieces become one regular expression with a group per name. A text that does
 * not fit gives no values; `parse-where` drops its row.
 */
export function lowerParse(operator: Syntax, rows: Rows, scope: Scope): Rows {
  const lists = operator.children.filter(({ kind }) => kind === 'List');
  const pieces = lists.at(-1)?.children ?? [];
  const subject = operator.children.find(({ kind }) => kind === 'NameReference' || kind.endsWith('Expression'));
  if (subject === undefined) throw new KustoError(operator, 'parse needs a column', '');
  const kind = lists.length > 1 ? spell(lists[0] ?? operator).toLowerCase() : '';
  const { source, names } = pattern(pieces, /regex/.test(kind), operator);
  const value = lowerValue(subject, scope);
  const columns = names.map(
    ({ name, type }, at): NamedValue => ({
      name,
      value: typed(call('extract', value, text(source), number(at + 1)), type),
    }),
  );
  const parsed = extendRows(rows, columns);
  if (operator.kind === 'ParseOperator') return parsed;
  const fits: Predicate = {
    op: 'test',
    value: call('matches-regex', value, text(source)),
    test: { is: 'boolean', to: true },
    members: 'whole',
  };
  return whereRows(parsed, fits);
}

interface Pattern {
  readonly source: string;
  readonly names: readonly { readonly name: string; readonly type: string }[];
}

function pattern(pieces: readonly Syntax[], isRegex: boolean, at: Syntax): Pattern {
  const names: { name: string; type: string }[] = [];
  let source = '(?s)^';
  for (const [position, piece] of pieces.entries()) {
    const literal = literalOf(piece);
    if (typeof literal === 'string') source += isRegex ? `(?:${literal})` : escapeRegex(literal);
    else if (piece.kind === 'StarExpression') source += '.*?';
    else {
      const type = piece.kind === 'NameAndTypeDeclaration' ? spell(piece.children[2] ?? piece) : 'string';
      names.push({ name: nameOf(piece), type });
      source += `(${groupFor(type, position === pieces.length - 1)})`;
    }
  }
  if (names.length === 0) throw new KustoError(at, 'parse names no column', 'write parse x with "text" name "text"');
  // What comes after the last piece does not matter unless a name took it all.
  return { source: pieces.at(-1)?.kind === 'StarExpression' ? source : `${source}$`, names };
}

function groupFor(type: string, isLast: boolean): string {
  if (/^(?:int|long)$/.test(type)) return '\\s*[-+]?\\d+\\s*';
  if (/^(?:real|double|decimal)$/.test(type)) return '\\s*[-+]?[\\d.]+(?:[eE][-+]?\\d+)?\\s*';
  return isLast ? '.*' : '.*?';
}

function typed(value: Value, type: string): Value {
  if (/^(?:int|long|real|double|decimal)$/.test(type)) return call('to-number', value);
  if (type === 'datetime') return call('time-micros', value);
  return type === 'dynamic' ? call('parse-json', value) : value;
}

function escapeRegex(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
