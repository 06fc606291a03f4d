import type { CompiledRule } from '../../lib/language/text/index.ts';
import type { Diagnostic } from '../../lib/rule/index.ts';

/** All diagnostics as one SARIF 2.1.0 log, which code review tools show beside the line. */
export function sarif(rules: readonly CompiledRule[], version: string): string {
  const diagnostics = rules.flatMap(rule => rule.diagnostics);
  const codes = [...new Set(diagnostics.map(diagnostic => diagnostic.code))].sort();
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'weir', version, rules: codes.map(id => ({ id })) } },
        // Columns of spans count UTF-16 units, which is also SARIF's default; said so that no reader has to know.
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map(diagnostic => result(diagnostic, codes.indexOf(diagnostic.code))),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

function result({ code, level, message, hint, span }: Diagnostic, ruleIndex: number) {
  return {
    ruleId: code,
    ruleIndex,
    level,
    message: { text: hint === '' ? message : `${message}\n${hint}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(span.path) },
          region: {
            startLine: span.line,
            startColumn: span.column,
            endLine: span.endLine,
            endColumn: span.endColumn,
          },
        },
      },
    ],
  };
}
