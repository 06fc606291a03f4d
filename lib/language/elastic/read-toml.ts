import { parse, TomlError } from 'smol-toml';
import type { Diagnostic, Span } from '../../rule/index.ts';
import { error, type QueryText, type RuleFile, spansOf } from '../text/index.ts';
import { decodeTomlString } from './embedded-text.ts';
import { field, isFields, objectField, type RuleSource, textField } from './rule-source.ts';

/** A rule file of Elastic's repository; or what is wrong with it as TOML. */
export function readToml(file: RuleFile): RuleSource | Diagnostic {
  const spans = spansOf(file);
  let tree: unknown;
  try {
    tree = parse(file.text);
  } catch (thrown) {
    const isToml = thrown instanceof TomlError;
    const span = isToml ? placeOf(file.path, thrown.line, thrown.column) : spans.at(0);
    // Anything else is the parser giving up on nesting too deep for the stack.
    const message = isToml ? (thrown.message.split('\n')[0] ?? '') : 'this TOML cannot be read';
    return error('invalid-toml', message, span);
  }
  if (!isFields(tree) || !isFields(field(tree, 'rule')))
    return error('no-rule', 'this file has no [rule]', spans.at(0));
  const record = objectField(tree, 'rule');
  const ruleAt = Math.max(0, file.text.search(/^\[rule\]/m));
  const spanOf = (key: string): Span => {
    const at = keyAt(file.text, ruleAt, key);
    return at === null ? spans.at(ruleAt, ruleAt + 6) : spans.at(at, at + key.length);
  };
  return {
    path: file.path,
    record,
    metadata: objectField(tree, 'metadata'),
    spanOf,
    query: queryOf(file, record, ruleAt, spanOf),
  };
}

/** smol-toml keeps no positions, so the query is found again in the text. */
function queryOf(
  file: RuleFile,
  record: RuleSource['record'],
  ruleAt: number,
  spanOf: (key: string) => Span,
): QueryText {
  const text = textField(record, 'query');
  const key = keyAt(file.text, ruleAt, 'query');
  const equals = key === null ? -1 : file.text.indexOf('=', key);
  const start = equals < 0 ? -1 : equals + 1 + (/^\s*/.exec(file.text.slice(equals + 1))?.[0].length ?? 0);
  const decoded = start < 0 ? null : decodeTomlString(file.text, start);
  if (decoded === null || decoded.text !== text) return { text, locate: () => spanOf('query') };
  const spans = spansOf(file);
  const place = (offset: number) => decoded.offsets[Math.min(offset, decoded.offsets.length - 1)] ?? start;
  return { text, locate: (from, to) => spans.at(place(from), place(to)) };
}

/** Where a key of the table [rule] begins a line; null where it does not. */
function keyAt(text: string, from: number, key: string): number | null {
  const pattern = new RegExp(`^[ \\t]*(${key.replace(/[^\w]/g, '\\$&')})[ \\t]*=`, 'm');
  const found = pattern.exec(text.slice(from));
  if (found !== null) return from + found.index + found[0].indexOf(found[1] ?? '');
  const table = new RegExp(`^\\[+rule\\.(${key.replace(/[^\w]/g, '\\$&')})`, 'm').exec(text);
  return table === null ? null : table.index + table[0].length - key.length;
}

function placeOf(path: string, line: number, column: number): Span {
  return { path, line, column, endLine: line, endColumn: column + 1 };
}
