import { plural } from '../../plural.ts';
import { type Style, visible } from '../../style.ts';

export interface MutationReport {
  readonly rules: readonly MutatedRule[];
  readonly totals: MutationTotals;
}

export interface MutatedRule {
  /** The rule's file. */
  readonly rule: string;
  readonly title: string;
  /** Mutants by mutation. */
  readonly tried: Readonly<Record<string, number>>;
  /** The mutants that are not found. */
  readonly evasions: readonly Evasion[];
}

export interface Evasion {
  readonly mutation: string;
  readonly detail: string;
  readonly case: string;
  readonly line: number;
}

export interface MutationTotals {
  readonly mutants: number;
  readonly found: number;
  readonly byMutation: Readonly<Record<string, { readonly mutants: number; readonly found: number }>>;
}

export function totalsOf(rules: readonly MutatedRule[]): MutationTotals {
  const byMutation: Record<string, { mutants: number; found: number }> = {};
  for (const { tried, evasions } of rules) {
    for (const [name, mutants] of Object.entries(tried)) {
      byMutation[name] ??= { mutants: 0, found: 0 };
      byMutation[name].mutants += mutants;
      byMutation[name].found += mutants - evasions.filter(({ mutation }) => mutation === name).length;
    }
  }
  const sum = (of: 'mutants' | 'found') => Object.values(byMutation).reduce((total, each) => total + each[of], 0);
  return { mutants: sum('mutants'), found: sum('found'), byMutation };
}

export function hasMutants({ tried }: MutatedRule): boolean {
  return Object.keys(tried).length > 0;
}

/** Each rule with what evades it, then each mutation, then the sum. */
export function* mutationReportText({ rules, totals }: MutationReport, paint: Style): Generator<string> {
  for (const { rule, tried, evasions } of rules) {
    const mutants = Object.values(tried).reduce((sum, count) => sum + count, 0);
    const mark = evasions.length === 0 ? paint.green('all ') : paint.yellow('some');
    yield `${mark}  ${rule}  ${paint.dim(`${mutants - evasions.length} of ${plural(mutants, 'mutant')} found`)}`;
    for (const [name, details] of grouped(evasions)) yield `      evaded by ${name}${visible(details)}`;
  }
  const width = Math.max(0, ...Object.keys(totals.byMutation).map(name => name.length));
  for (const [name, { mutants, found }] of Object.entries(totals.byMutation))
    yield `${name.padEnd(width)}  ${share(found, mutants)}`;
  yield paint.bold(`${share(totals.found, totals.mutants)} of all mutants, in ${plural(rules.length, 'rule file')}`);
}

function grouped(evasions: readonly Evasion[]): readonly (readonly [string, string])[] {
  const names = [...new Set(evasions.map(({ mutation }) => mutation))];
  return names.map(name => {
    const own = evasions.filter(({ mutation }) => mutation === name);
    const details = [...new Set(own.map(({ detail }) => detail))].filter(detail => detail !== '');
    const places = [...new Set(own.map(({ line }) => line))].join(', ');
    return [name, `${details.length === 0 ? '' : ` (${details.join(', ')})`}, case at line ${places}`] as const;
  });
}

function share(found: number, mutants: number): string {
  return `${found} of ${mutants} found (${mutants === 0 ? 100 : Math.round((100 * found) / mutants)}%)`;
}
