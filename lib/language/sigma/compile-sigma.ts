import type { Rule } from '../../ir/index.ts';
import { type CompiledRule, type CompileSettings, error, hasErrors, type RuleFile } from '../text/index.ts';
import type { CorrelationRule } from './ast.ts';
import { applyFilters, isDetection } from './filters.ts';
import { type CorrelationContext, isCorrelation, lowerCorrelation } from './lower-correlation.ts';
import { lowerDetection, selectorOf } from './lower-detection.ts';
import { readFile, type SigmaEntry } from './read-file.ts';
import { indexRules, type KnownRule, type RuleIndex } from './rule-index.ts';

/** All Sigma files together, since correlations and filters refer to rules of other files. Throws on no text. */
export function compileSigma(files: readonly RuleFile[], settings: CompileSettings): readonly CompiledRule[] {
  const entries = files.flatMap(file => {
    settings.takenUp?.();
    return readFile(file);
  });
  const index = indexRules(entries);
  const { rules, copies } = lowerAll(index, settings);
  reportBrokenReferences(index, entries);
  return [
    ...entries.map(entry => {
      const known = index.of(entry);
      return compiledRule(entry, known?.id ?? '', known === undefined ? null : (rules.get(known) ?? null));
    }),
    ...copies,
  ];
}

function compiledRule({ path, document, diagnostics }: SigmaEntry, id: string, rule: Rule | null): CompiledRule {
  const isBroken = document === null || hasErrors(diagnostics);
  return {
    id,
    title: document?.head.title ?? '',
    language: 'sigma',
    path,
    status: isBroken ? 'error' : 'ok',
    rule: isBroken ? null : rule,
    diagnostics,
  };
}

interface Lowered {
  /** Filters and cyclic correlations have none. */
  readonly rules: ReadonlyMap<KnownRule, Rule>;
  /** Copies of correlations that a chain around them groups otherwise. */
  readonly copies: readonly CompiledRule[];
}

function lowerAll(index: RuleIndex, settings: CompileSettings): Lowered {
  const filters = applyFilters(index);
  const emitted = emittedRules(index);
  const cyclic = new Set(index.rules.filter(known => isCorrelation(known) && isCyclic(known, index)));
  const copies = new Map<string, CompiledRule>();
  const placeholders = settings.values;

  const selectors = new Map(
    index.rules.filter(isDetection).map(known => [known as KnownRule, selectorOf(known, filters, { placeholders })]),
  );
  const context: CorrelationContext = {
    index,
    selectorOf: known => selectors.get(known) ?? { route: [], where: { op: 'never' } },
    // "Even if the inner rule groups by ComputerName, the correlation only uses its own group-by" (specification, ordered
    // temporal proximity): a chain is fed by a copy of the inner rule that groups as the chain does.
    regrouped: (inner, names) => {
      const id = `${inner.id} by ${names.join(', ') || 'nothing'}`;
      if (cyclic.has(inner) || copies.has(id)) return id;
      const rule = lowerCorrelation(quiet(inner), names, context, false);
      const { path } = inner;
      const meta = { ...rule.meta, id, name: '' };
      const { title } = meta;
      copies.set(id, { id, title, language: 'sigma', path, status: 'ok', rule: { ...rule, meta }, diagnostics: [] });
      return id;
    },
    severityOf: known => {
      const { level } = known.document.head;
      if (level !== null || !isCorrelation(known) || cyclic.has(known)) return level ?? 'medium';
      return lowerCorrelation(quiet(known), [], context, false).meta.severity;
    },
  };

  const rules = new Map<KnownRule, Rule>();
  for (const known of index.rules) {
    const emits = emitted.has(known);
    if (isDetection(known)) rules.set(known, lowerDetection(known, context.selectorOf(known), emits));
    if (!isCorrelation(known)) continue;
    if (cyclic.has(known)) {
      const message = 'the correlation refers to itself, directly or through others';
      known.report(error('correlation-cycle', message, known.document.head.span));
      continue;
    }
    const groupBy = known.document.groupBy.map(({ field }) => field);
    rules.set(known, lowerCorrelation(known, groupBy, context, emits));
  }
  return { rules, copies: [...copies.values()] };
}

/** The same rule, lowered for another purpose: what is wrong with it is said elsewhere. */
function quiet(known: KnownRule<CorrelationRule>): KnownRule<CorrelationRule> {
  return { ...known, report: () => undefined };
}

/** Does the correlation, by whatever way, refer to itself? */
function isCyclic(known: KnownRule, index: RuleIndex): boolean {
  const seen = new Set<KnownRule>();
  const open: KnownRule[] = [known];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of referred(at, index)) {
      if (next === known) return true;
      if (!seen.has(next)) open.push(next);
      seen.add(next);
    }
  }
  return false;
}

function referred(known: KnownRule, index: RuleIndex): KnownRule[] {
  if (!isCorrelation(known)) return [];
  return known.document.rules.flatMap(reference => index.resolve(reference, () => undefined) ?? []);
}

/** What a correlation refers to stands by itself only where nobody refers to it, or somebody says `generate: true`. */
function emittedRules(index: RuleIndex): Set<KnownRule> {
  const emitted = new Set(index.rules);
  const correlations = index.rules.filter(isCorrelation);
  for (const known of correlations) for (const rule of referred(known, index)) emitted.delete(rule);
  for (const known of correlations.filter(({ document }) => document.generate)) {
    for (const rule of referred(known, index)) emitted.add(rule);
  }
  return emitted;
}

/** A correlation over a rule that has errors cannot run either, and says which rule to mend. */
function reportBrokenReferences(index: RuleIndex, entries: readonly SigmaEntry[]): void {
  const broken = new Set(entries.filter(({ diagnostics }) => hasErrors(diagnostics)).map(entry => index.of(entry)));
  let before = -1;
  while (before !== broken.size) {
    before = broken.size;
    for (const known of index.rules.filter(isCorrelation)) {
      if (broken.has(known)) continue;
      const culprit = referred(known, index).find(rule => broken.has(rule));
      if (culprit === undefined) continue;
      const { span } = known.document.head;
      known.report(
        error('broken-reference', `the rule "${culprit.document.head.title}" has errors (${culprit.path})`, span),
      );
      broken.add(known);
    }
  }
}
