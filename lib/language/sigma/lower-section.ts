import type { Predicate } from '../../ir/index.ts';
import { didYouMean, error, warning } from '../text/index.ts';
import type { Condition, DetectionSection, SearchBody } from './ast.ts';
import { fitsPattern } from './fits-pattern.ts';
import { lintCondition } from './lint-condition.ts';
import { type ItemContext, lowerItem } from './lower-item.ts';
import type { Report } from './report.ts';

/** Searches and condition to one predicate; several conditions are alternatives. */
export function lowerSection(section: DetectionSection, context: ItemContext): Predicate {
  const searches = new Map(section.searches.map(search => [search.name, lowerSearch(search.body, context)]));
  const used = new Set<string>();
  const lowering: Lowering = { named: searches, used, noun: 'search', report: context.report };
  const of = section.conditions.map(({ condition }) => lowerCondition(condition, lowering));
  reportUnused(section, used, context);
  lintCondition(section, context.report);
  return joined('any', of);
}

function lowerSearch(body: SearchBody, context: ItemContext): Predicate {
  if (body.kind === 'any')
    return joined(
      'any',
      body.of.map(inner => lowerSearch(inner, context)),
    );
  return joined(
    'all',
    body.of.map(item => lowerItem(item, context)),
  );
}

/** What the names of a condition stand for: searches of a rule, or rules of a correlation. */
export interface Lowering {
  readonly named: ReadonlyMap<string, Predicate>;
  readonly used: Set<string>;
  readonly noun: 'search' | 'rule';
  readonly report: Report;
}

export function lowerCondition(condition: Condition, lowering: Lowering): Predicate {
  switch (condition.op) {
    case 'and':
      return joined(
        'all',
        condition.of.map(inner => lowerCondition(inner, lowering)),
      );
    case 'or':
      return joined(
        'any',
        condition.of.map(inner => lowerCondition(inner, lowering)),
      );
    case 'not':
      return { op: 'not', of: lowerCondition(condition.of, lowering) };
    case 'name':
      return lowerName(condition, lowering);
    case 'of':
      return lowerQuantified(condition, lowering);
    default:
      return condition satisfies never;
  }
}

function lowerName({ name, span }: Condition & { readonly op: 'name' }, lowering: Lowering): Predicate {
  const search = lowering.named.get(name);
  if (search !== undefined) {
    lowering.used.add(name);
    return search;
  }
  const names = [...lowering.named.keys()];
  const isPattern = name.includes('*');
  const meant = isPattern ? '' : didYouMean(name, names);
  const hint = isPattern ? `write "1 of ${name}" or "all of ${name}"` : `known here: ${names.join(', ')}`;
  lowering.report(error('unknown-search', `no ${lowering.noun} is called "${name}"${meant}`, span, hint));
  return { op: 'never' };
}

function lowerQuantified(condition: Condition & { readonly op: 'of' }, lowering: Lowering): Predicate {
  const { least, pattern, span } = condition;
  const found = [...lowering.named].filter(([name]) => fitsPattern(name, pattern));
  for (const [name] of found) lowering.used.add(name);
  const of = found.map(([, search]) => search);
  if (found.length === 0) {
    const names = [...lowering.named.keys()];
    const hint = `known here: ${names.join(', ')}`;
    lowering.report(error('unknown-search', `no ${lowering.noun} fits "${pattern}"`, span, hint));
    return { op: 'never' };
  }
  if (least === 'all') return joined('all', of);
  if (least > of.length) {
    const message = `"${least} of ${pattern}" can never hold: only ${of.length} fit`;
    lowering.report(warning('unreachable-condition', message, span, `write "all of ${pattern}"`));
    return { op: 'never' };
  }
  const choices = combinations(of, least, maxChoices);
  if (choices === null) {
    const message = `${least} of ${of.length} is more than ${maxChoices} combinations`;
    lowering.report(error('too-many-combinations', message, span, 'name fewer'));
    return { op: 'never' };
  }
  return joined(
    'any',
    choices.map(choice => joined('all', choice)),
  );
}

const maxChoices = 1000;

/** All ways to choose `size` of these, in order; null where they are more than `most`. */
function combinations<T>(of: readonly T[], size: number, most: number): readonly (readonly T[])[] | null {
  if (size === 1) return of.map(one => [one]);
  const found: T[][] = [];
  const choose = (from: number, chosen: readonly T[]): boolean => {
    if (chosen.length === size) return found.push([...chosen]) <= most;
    for (const [offset, one] of of.slice(from, of.length - (size - chosen.length) + 1).entries()) {
      if (!choose(from + offset + 1, [...chosen, one])) return false;
    }
    return true;
  };
  return choose(0, []) ? found : null;
}

function reportUnused(section: DetectionSection, used: ReadonlySet<string>, context: ItemContext): void {
  if (section.conditions.length === 0) return;
  for (const { name, span } of section.searches) {
    if (used.has(name)) continue;
    const hint = 'name it in the condition, or delete it';
    context.report(warning('dead-selection', `the search "${name}" is not used by the condition`, span, hint));
  }
}

export function joined(op: 'all' | 'any', of: readonly Predicate[]): Predicate {
  const flat = of.flatMap(inner => (inner.op === op ? inner.of : [inner]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { op, of: flat };
}
