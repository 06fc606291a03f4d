import type { Diagnostic } from '../../rule/index.ts';
import { error, type QueryText, type RuleFile, type Spans, spansOf } from '../text/index.ts';
import { decodeJsonString } from './embedded-text.ts';
import { type Fields, field, isFields, type RuleSource, textField } from './rule-source.ts';

/** What Kibana's "export rules" writes: a line per rule, per exception list, per exception, and one of counts. */
export interface KibanaExport {
  readonly rules: readonly RuleSource[];
  /** Items of exception lists; each names its list by `list_id`. */
  readonly exceptions: readonly Fields[];
  readonly diagnostics: readonly Diagnostic[];
}

export function readNdjson(file: RuleFile): KibanaExport {
  const rules: RuleSource[] = [];
  const exceptions: Fields[] = [];
  const diagnostics: Diagnostic[] = [];
  const spans = spansOf(file);
  let start = 0;
  for (const line of file.text.split('\n')) {
    const lineStart = start;
    start += line.length + 1;
    if (line.trim() === '') continue;
    const parsed = parseLine(line);
    if (parsed === null)
      diagnostics.push(
        error('invalid-json', 'this line is no JSON object', spans.at(lineStart, lineStart + line.length)),
      );
    else if (textField(parsed, 'rule_id') !== '' && textField(parsed, 'type') !== '') {
      rules.push(ruleSource(file.path, spans, parsed, lineStart, line));
    } else if (Array.isArray(field(parsed, 'entries'))) exceptions.push(parsed);
  }
  return { rules, exceptions, diagnostics };
}

function ruleSource(path: string, spans: Spans, record: Fields, lineStart: number, line: string): RuleSource {
  const spanOf = (key: string) => {
    const at = line.indexOf(`"${key}":`);
    return at < 0 ? spans.at(lineStart, lineStart + 1) : spans.at(lineStart + at + 1, lineStart + at + 1 + key.length);
  };
  return { path, record, metadata: {}, spanOf, query: queryOf(spans, record, lineStart, line) };
}

function queryOf(spans: Spans, record: Fields, lineStart: number, line: string): QueryText {
  const text = textField(record, 'query');
  // The key may also stand inside another text or object: the one that says the same is it.
  for (const { index } of line.matchAll(/"query":\s*(?=")/g)) {
    const start = line.indexOf('"', index + '"query":'.length);
    const decoded = decodeJsonString(line, start);
    if (decoded === null || decoded.text !== text) continue;
    const place = (offset: number) =>
      lineStart + (decoded.offsets[Math.min(offset, decoded.offsets.length - 1)] ?? start);
    return { text, locate: (from, to) => spans.at(place(from), place(to)) };
  }
  return { text, locate: () => spans.at(lineStart, lineStart + 1) };
}

function parseLine(line: string): Fields | null {
  try {
    const parsed: unknown = JSON.parse(line);
    return isFields(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
