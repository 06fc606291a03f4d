import type { Figure as Aggregate, JoinKind, NamedValue, QueryDetection, Relation } from '../../ir/index.ts';
import { type Figure, figureOf, trendOf } from '../having-mode.ts';
import type { Mode } from '../plan.ts';

/**
 * Whether more events can only add to what a query gives, so that its rows are found at once, for the coming tick. Where
 * rows are picked, put together, paired, and kept while a growing figure is above a limit, they can; where partners are
 * missed, or a figure must stay below one, they may take rows away again.
 */
export function queryMode({ query, threshold }: QueryDetection): Mode {
  const wantsMore = threshold.compare === '>' || threshold.compare === '>=';
  const growing = wantsMore ? growth(query) : null;
  if (growing === null) return 'waits';
  return growing.isSure ? 'final' : 'retractable';
}

/** Rows that more events add to and take none of; how their columns move meanwhile. Those left out do not. */
interface Growth {
  readonly columns: ReadonlyMap<string, Figure>;
  readonly isSure: boolean;
}

const still: Growth = { columns: new Map(), isSure: true };

/** Null where more events may take rows away. */
function growth(relation: Relation): Growth | null {
  switch (relation.rel) {
    case 'leg':
    case 'table':
      return still;
    case 'where': {
      const inner = growth(relation.of);
      const trend = inner === null ? null : trendOf(relation.where, inner.columns);
      return inner === null || !trend?.rises ? null : { ...inner, isSure: inner.isSure && trend.sure };
    }
    case 'extend':
      return computed(growth(relation.of), relation.columns);
    case 'project': {
      const all = computed(growth(relation.of), relation.columns);
      const names = relation.columns.map(({ name }) => name);
      return all === null
        ? null
        : { ...all, columns: new Map([...all.columns].filter(([name]) => names.includes(name))) };
    }
    case 'expand': {
      const inner = growth(relation.of);
      return inner !== null && relation.columns.every(({ value }) => isStill(value, inner)) ? inner : null;
    }
    case 'summarize': {
      const inner = growth(relation.of);
      // Rows whose key moves would leave their group.
      if (inner === null || !relation.by.every(({ value }) => isStill(value, inner))) return null;
      return { ...inner, columns: new Map(relation.figures.map(figure => [figure.name, aggregated(figure, inner)])) };
    }
    case 'union':
      return relation.of.map(growth).reduce(merged, still);
    case 'join':
      return joined(relation.join, growth(relation.left), growth(relation.right), relation.on);
    case 'sort':
      return relation.take === null ? growth(relation.of) : null;
    default:
      return relation satisfies never;
  }
}

function isStill(value: NamedValue['value'], { columns }: Growth): boolean {
  return figureOf(value, columns) === 'constant';
}

function computed(inner: Growth | null, added: readonly NamedValue[]): Growth | null {
  if (inner === null) return null;
  const columns = new Map(inner.columns);
  for (const { name, value } of added) columns.set(name, figureOf(value, columns));
  return { ...inner, columns };
}

function aggregated({ function: name, of, where }: Aggregate, inner: Growth): Figure {
  if (!trendOf(where, inner.columns).rises) return 'either';
  const [first] = of;
  const figure = first === undefined ? 'constant' : figureOf(first, inner.columns);
  switch (name) {
    case 'count':
      return 'up';
    case 'distinct':
      return figure === 'constant' ? 'up' : 'either';
    case 'max':
      return figure === 'constant' || figure.startsWith('up') ? 'up-from-nothing' : 'either';
    case 'min':
      return figure === 'constant' || figure === 'down-from-nothing' ? 'down-from-nothing' : 'either';
    case 'sum':
      return figure === 'constant' ? 'mostly-up' : 'either';
    default:
      return 'either';
  }
}

function merged(a: Growth | null, b: Growth | null): Growth | null {
  if (a === null || b === null) return null;
  const columns = new Map(a.columns);
  for (const [name, figure] of b.columns) columns.set(name, either(a.columns.get(name) ?? 'constant', figure));
  for (const [name, figure] of a.columns) columns.set(name, either(figure, b.columns.get(name) ?? 'constant'));
  return { columns, isSure: a.isSure && b.isSure };
}

/** What a column does that does one in some rows and the other in others. */
function either(a: Figure, b: Figure): Figure {
  if (a === b || b === 'constant') return a;
  if (a === 'constant') return b;
  const isUp = (figure: Figure) => figure === 'up' || figure === 'up-from-nothing';
  return isUp(a) && isUp(b) ? 'up-from-nothing' : 'either';
}

const growingJoins: readonly JoinKind[] = ['inner', 'left-semi', 'right-semi'];

function joined(
  join: JoinKind,
  left: Growth | null,
  right: Growth | null,
  on: Extract<Relation, { readonly rel: 'join' }>['on'],
): Growth | null {
  if (left === null || right === null || !growingJoins.includes(join)) return null;
  const isKeyed = (side: Growth, name: string) => (side.columns.get(name) ?? 'constant') === 'constant';
  if (!on.every(key => isKeyed(left, key.left) && isKeyed(right, key.right))) return null;
  // In the rows of both, a column of the right may have got a 1 behind its name.
  const seconds = new Map([...right.columns].map(([name, figure]) => [`${name}1`, figure]));
  return merged(merged(left, right), { ...right, columns: seconds });
}
