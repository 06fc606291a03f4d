import type { Predicate } from '../../ir/index.ts';
import { warning } from '../text/index.ts';
import type { Condition, DetectionRule, FilterRule } from './ast.ts';
import { logSourceCovers } from './log-source-covers.ts';
import type { ItemContext } from './lower-item.ts';
import { lowerSection } from './lower-section.ts';
import type { KnownRule, RuleIndex } from './rule-index.ts';

/** A filter with the rules it narrows. */
export interface AppliedFilter {
  readonly known: KnownRule<FilterRule>;
  readonly appliesTo: ReadonlySet<KnownRule>;
  /** In the field names of the rule it narrows. What is wrong in the filter is reported once, and to the filter. */
  readonly lower: (context: ItemContext) => Predicate;
}

/**
 * A filter's condition is what a rule's events must satisfy besides the rule's own: (rule) and (filter). So what is to be
 * left out stands under `not`. A filter without any `not` is the trap: it keeps only what it names.
 */
export function applyFilters(index: RuleIndex): readonly AppliedFilter[] {
  return index.rules.flatMap(known => (isFilter(known) ? [applyFilter(known, index)] : []));
}

export function filtersFor(rule: KnownRule, filters: readonly AppliedFilter[]): readonly AppliedFilter[] {
  return filters.filter(({ appliesTo }) => appliesTo.has(rule));
}

export function isFilter(known: KnownRule): known is KnownRule<FilterRule> {
  return known.document.kind === 'filter';
}

export function isDetection(known: KnownRule): known is KnownRule<DetectionRule> {
  return known.document.kind === 'detection';
}

function applyFilter(known: KnownRule<FilterRule>, index: RuleIndex): AppliedFilter {
  checkPolarity(known);
  const appliesTo = targets(known, index);
  if (appliesTo.size === 0) {
    known.report(warning('unused-filter', 'the filter narrows none of the rules at hand', known.document.head.span));
  }
  let isReported = false;
  const lower = (context: ItemContext): Predicate => {
    const report = isReported ? () => undefined : known.report;
    isReported = true;
    return lowerSection(known.document.detection, { ...context, report });
  };
  // A filter that narrows nothing is looked through all the same.
  if (appliesTo.size === 0)
    lower({ field: name => ({ field: name, names: [] }), placeholders: {}, report: known.report });
  return { known, appliesTo, lower };
}

function targets({ document, report }: KnownRule<FilterRule>, index: RuleIndex): Set<KnownRule> {
  const { rules, logSource } = document;
  if (rules === 'any') {
    return new Set(
      index.rules.filter(rule => isDetection(rule) && logSourceCovers(logSource, rule.document.logSource)),
    );
  }
  const found = new Set<KnownRule>();
  for (const reference of rules) {
    const rule = index.resolve(reference, diagnostic => report({ ...diagnostic, level: 'warning' }));
    if (rule === null) continue;
    if (!isDetection(rule)) {
      const hint = 'filter the detection rules that it refers to';
      report(
        warning(
          'filter-target',
          `"${reference.to}" is a ${rule.document.kind}, which no filter narrows`,
          reference.span,
          hint,
        ),
      );
    } else if (!logSourceCovers(logSource, rule.document.logSource)) {
      const message = `the filter's log source does not include that of "${reference.to}", so it is not applied there`;
      report(warning('filter-target', message, reference.span, 'leave out what the two have different'));
    } else found.add(rule);
  }
  return found;
}

function checkPolarity({ document, report }: KnownRule<FilterRule>): void {
  for (const { condition, span } of document.detection.conditions) {
    if (hasNot(condition)) continue;
    const message = 'this filter keeps only the events that it describes, and every rule it names finds nothing else';
    report(warning('filter-polarity', message, span, 'to leave those events out, write "not" before the condition'));
  }
}

export function hasNot(condition: Condition): boolean {
  if (condition.op === 'not') return true;
  return (condition.op === 'and' || condition.op === 'or') && condition.of.some(hasNot);
}
