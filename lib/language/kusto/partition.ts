import type { Relation } from '../../ir/index.ts';

/** For a column of some rows: the column of every leg below that it comes from unchanged. */
export type Origins = ReadonlyMap<number, string>;

export interface Partition {
  /** The column's name. */
  readonly name: string;
  /** Does the result still show it under that name? */
  readonly isShown: boolean;
  readonly origins: Origins;
}

/**
 * The columns by which a query falls into independent parts, shown ones first: rows that differ in one never meet. The
 * correlation state is kept under such values, so that no key is hot and no bucket holds the whole stream.
 */
export function partitionsOf(relation: Relation): readonly Partition[] {
  const all = [...origins(relation)].map(([name, own]) => ({
    name: name.trimStart(),
    isShown: !name.startsWith(goneMark),
    origins: own,
  }));
  return [...all.filter(({ isShown }) => isShown), ...all.filter(({ isShown }) => !isShown)];
}

/** Before the name of a column that the rows no longer show: they still never meet where it differs. */
const goneMark = ' ';

function hide(found: Map<string, Origins>, name: string): void {
  const own = found.get(name);
  found.delete(name);
  if (own !== undefined) found.set(`${goneMark}${name}`, own);
}

function origins(relation: Relation): ReadonlyMap<string, Origins> {
  switch (relation.rel) {
    case 'leg':
      return new Map(relation.columns.map(name => [name, new Map([[relation.leg, name]])]));
    case 'where':
      return origins(relation.of);
    case 'sort':
      return relation.take === null ? origins(relation.of) : new Map();
    case 'extend': {
      const found = new Map(origins(relation.of));
      for (const { name, value } of relation.columns) {
        const own = value.op === 'field' ? found.get(value.field.field) : undefined;
        hide(found, name);
        if (own !== undefined) found.set(name, own);
      }
      return found;
    }
    case 'expand': {
      const found = new Map(origins(relation.of));
      for (const { name } of relation.columns) hide(found, name);
      return found;
    }
    case 'project': {
      const inner = origins(relation.of);
      const found = new Map(inner);
      for (const name of inner.keys()) hide(found, name);
      return new Map([...found, ...renamed(relation.columns, inner)]);
    }
    case 'summarize':
      return renamed(relation.by, origins(relation.of));
    case 'union': {
      const [first, ...others] = relation.of.filter(part => !isGiven(part)).map(origins);
      return new Map(
        [...(first ?? [])].flatMap(([name, own]) => {
          const all = others.map(part => part.get(name));
          return all.includes(undefined) ? [] : [[name, merged([own, ...all])] as const];
        }),
      );
    }
    case 'join':
      return joined(relation);
    // Rows that are given belong to every part.
    case 'table':
      return new Map();
    default:
      return relation satisfies never;
  }
}

function joined(relation: Join): ReadonlyMap<string, Origins> {
  if (isGiven(relation.left) || isGiven(relation.right)) return besideGiven(relation);
  const [left, right] = [origins(relation.left), origins(relation.right)];
  if (/outer/.test(relation.join)) return new Map();
  return new Map(
    relation.on.flatMap(on => {
      const [own, other] = [left.get(on.left), right.get(on.right)];
      if (own === undefined || other === undefined) return [];
      return [[relation.join.startsWith('right-') ? on.right : on.left, merged([own, other])] as const];
    }),
  );
}

type Join = Extract<Relation, { readonly rel: 'join' }>;

/** Beside given rows, the others meet as little as they did before, unless one of a key stands for all of them. */
function besideGiven({ join, left, right, on }: Join): ReadonlyMap<string, Origins> {
  const own = origins(isGiven(right) ? left : right);
  if (isGiven(right)) {
    const keys = on.map(({ left: name }) => name);
    return join === 'inner-unique' ? new Map([...own].filter(([name]) => keys.includes(name))) : own;
  }
  // The right's columns may get other names in the result, but for those that have nothing beside them.
  return join === 'right-semi' || join === 'right-anti' ? own : new Map();
}

function isGiven(relation: Relation): boolean {
  switch (relation.rel) {
    case 'table':
      return true;
    case 'leg':
      return false;
    case 'union':
      return relation.of.every(isGiven);
    case 'join':
      return isGiven(relation.left) && isGiven(relation.right);
    default:
      return isGiven(relation.of);
  }
}

function renamed(
  columns: Extract<Relation, { readonly rel: 'project' }>['columns'],
  inner: ReadonlyMap<string, Origins>,
): ReadonlyMap<string, Origins> {
  return new Map(
    columns.flatMap(({ name, value }) => {
      const own = value.op === 'field' ? inner.get(value.field.field) : undefined;
      return own === undefined ? [] : [[name, own] as const];
    }),
  );
}

function merged(all: readonly (Origins | undefined)[]): Origins {
  return new Map(all.flatMap(own => [...(own ?? [])]));
}
