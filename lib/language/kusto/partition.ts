import type { Relation } from '../../ir/index.ts';

/** For a column of some rows: the column of every leg below that it comes from unchanged. */
export type Origins = ReadonlyMap<number, string>;

/**
 * The columns by which a query falls into independent parts, by their name in the result: rows that differ in one never
 * meet. The correlation state is kept under such values, so that no key is hot and no bucket holds the whole stream.
 */
export function partitionsOf(relation: Relation): ReadonlyMap<string, Origins> {
  return origins(relation);
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
        if (own === undefined) found.delete(name);
        else found.set(name, own);
      }
      return found;
    }
    case 'expand': {
      const found = new Map(origins(relation.of));
      for (const { name } of relation.columns) found.delete(name);
      return found;
    }
    case 'project':
      return renamed(relation.columns, origins(relation.of));
    case 'summarize':
      return renamed(relation.by, origins(relation.of));
    case 'union': {
      const [first, ...others] = relation.of.map(origins);
      return new Map(
        [...(first ?? [])].flatMap(([name, own]) => {
          const all = others.map(part => part.get(name));
          return all.includes(undefined) ? [] : [[name, merged([own, ...all])] as const];
        }),
      );
    }
    case 'join': {
      const [left, right] = [origins(relation.left), origins(relation.right)];
      const isRightOnly = relation.join.startsWith('right-') && relation.join !== 'right-outer';
      return new Map(
        relation.on.flatMap(on => {
          const [own, other] = [left.get(on.left), right.get(on.right)];
          if (own === undefined || other === undefined || /outer/.test(relation.join)) return [];
          return [[isRightOnly ? on.right : on.left, merged([own, other])] as const];
        }),
      );
    }
    default:
      return relation satisfies never;
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
