import { error, textOf, valueAt, type YamlNode } from '../text/index.ts';
import type { SigmaDocument } from './ast.ts';
import { readCorrelation, readReferences } from './read-correlation.ts';
import { readDetection, readLogSource } from './read-detection.ts';
import { readHead } from './read-head.ts';
import type { Report } from './report.ts';

/** One YAML document as Sigma. Null where it is none at all. */
export function readDocument(root: YamlNode, report: Report): SigmaDocument | null {
  if (root.kind !== 'map') {
    report(error('no-rule', 'this is no Sigma rule: it must be a map with a title and a detection', root.span));
    return null;
  }
  const [correlation, filter, detection] = ['correlation', 'filter', 'detection'].map(key => valueAt(root, key));
  if (correlation === undefined && filter === undefined && detection === undefined) {
    const hint = 'a rule has "detection:", a correlation rule "correlation:", a filter "filter:"';
    report(error('no-rule', 'this document holds no rule', root.span, hint));
    return null;
  }
  const head = readHead(root, report);
  if (correlation !== undefined) return readCorrelation(root, correlation, head, report);
  const logSource = readLogSource(valueAt(root, 'logsource'), report, root);
  if (filter === undefined) {
    const section = readDetection(detection ?? root, ['condition', 'timeframe'], report);
    return { kind: 'detection', head, logSource, detection: section };
  }
  const rules = valueAt(filter, 'rules');
  if (rules === undefined) {
    report(error('filter-rules', 'the filter names no rules', filter.span, 'add "rules:" with ids, or "rules: any"'));
  }
  return {
    kind: 'filter',
    head,
    logSource,
    rules: textOf(rules).toLowerCase() === 'any' ? 'any' : readReferences(rules),
    detection: readDetection(filter, ['rules', 'condition'], report),
  };
}
