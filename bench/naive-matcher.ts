import {
  compileRegex,
  createContext,
  createTables,
  evaluatePredicate,
  eventRow,
  fold,
  type RuleBundle,
} from '../lib/engine/index.ts';
import { ecsRead, type FieldTable, isObject, type JsonValue, type LogEvent, readPath } from '../lib/event/index.ts';
import type { FieldRef, Predicate, RoutePattern, Test } from '../lib/ir/index.ts';

/**
 * The yardstick: what a careful engineer writes first. Rules are routed by log source, compiled to closures once, and
 * each field is read and case-folded once per event; there is no index. Not changed since its first commit, so that the
 * figures of one year can be held against another's.
 */
export function createNaiveMatcher(bundle: RuleBundle, tables: readonly FieldTable[]): (event: LogEvent) => number[] {
  const context = createContext(bundle.settings);
  const tableOf = createTables(tables);
  const buckets = new Map<string, readonly (readonly [selector: number, holds: Holds])[]>();
  const compiled = bundle.selectors.map(({ where }) => compile(where));

  function compile(predicate: Predicate): Holds {
    switch (predicate.op) {
      case 'all': {
        const parts = predicate.of.map(compile);
        return event => parts.every(part => part(event));
      }
      case 'any': {
        const parts = predicate.of.map(compile);
        return event => parts.some(part => part(event));
      }
      case 'not': {
        const of = compile(predicate.of);
        return event => !of(event);
      }
      case 'test': {
        const asked = predicate.value.op === 'field' ? textTest(predicate.test) : null;
        if (asked === null || predicate.value.op !== 'field') break;
        const { field } = predicate.value;
        const spelling = JSON.stringify(field.names);
        return event => {
          const value = event.read(field, spelling);
          if (typeof value === 'string') return asked.holds(asked.isFolded ? event.folded(spelling, value) : value);
          return value !== undefined && evaluatePredicate(predicate, event.row(), context);
        };
      }
    }
    return event => evaluatePredicate(predicate, event.row(), context);
  }

  return logEvent => {
    const { source, logSource } = logEvent;
    const key = JSON.stringify([source, logSource.product, logSource.service, logSource.categories]);
    let bucket = buckets.get(key);
    if (bucket === undefined) {
      bucket = bundle.selectors.flatMap(({ route }, selector) => {
        const isWanted = route.length === 0 || route.some(pattern => fits(pattern, logEvent));
        const holds = compiled[selector];
        return isWanted && holds !== undefined ? [[selector, holds] as const] : [];
      });
      buckets.set(key, bucket);
    }
    const event = reading(logEvent, tableOf(source));
    const matched: number[] = [];
    for (const [selector, holds] of bucket) if (holds(event)) matched.push(selector);
    return matched;
  };
}

type Holds = (event: Reading) => boolean;

interface Reading {
  readonly read: (field: FieldRef, spelling: string) => JsonValue | undefined;
  readonly folded: (spelling: string, text: string) => string;
  readonly row: () => ReturnType<typeof eventRow>;
}

function reading(event: LogEvent, table: FieldTable): Reading {
  const values = new Map<string, JsonValue | undefined>();
  const folds = new Map<string, string>();
  return {
    read: (field, spelling) => {
      if (values.has(spelling)) return values.get(spelling);
      const value = readField(event, table, field);
      values.set(spelling, value);
      return value;
    },
    folded: (spelling, text) => {
      const known = folds.get(spelling);
      if (known !== undefined) return known;
      const made = fold(text);
      folds.set(spelling, made);
      return made;
    },
    row: () => eventRow(event, table),
  };
}

function readField(event: LogEvent, table: FieldTable, { names }: FieldRef): JsonValue | undefined {
  for (const { space, name } of names) {
    if (space === 'ecs') {
      const value = ecsRead(table, name)?.read(event.fields, event);
      if (value !== undefined) return value;
      continue;
    }
    for (const root of table.vendorRoots) {
      let object: JsonValue | undefined = event.fields;
      for (const key of root) object = isObject(object) ? object[key] : undefined;
      const value = isObject(object) ? readPath(object, name) : undefined;
      if (value !== undefined) return value;
    }
  }
  return undefined;
}

function textTest(test: Test): { readonly isFolded: boolean; readonly holds: (text: string) => boolean } | null {
  if (test.is === 'regex') {
    const regex = compileRegex(test);
    return { isFolded: false, holds: text => regex.test(text) };
  }
  if (test.is !== 'equal' && test.is !== 'contains' && test.is !== 'starts' && test.is !== 'ends') return null;
  const isFolded = test.case === 'insensitive';
  const ready = (text: string): string => (isFolded ? fold(text) : text);
  if (test.is === 'equal') {
    const texts = new Set(test.texts.map(ready));
    return { isFolded, holds: text => texts.has(text) };
  }
  const wanted = ready(test.text);
  if (test.is === 'contains') return { isFolded, holds: text => text.includes(wanted) };
  return { isFolded, holds: text => (test.is === 'starts' ? text.startsWith(wanted) : text.endsWith(wanted)) };
}

function fits(pattern: RoutePattern, { source, logSource }: LogEvent): boolean {
  const { product, service, categories } = logSource;
  return (
    (pattern.sources?.includes(source) ?? true) &&
    (pattern.product === undefined || product === undefined || pattern.product === product) &&
    (pattern.service === undefined || service === undefined || pattern.service === service) &&
    (pattern.category === undefined || categories === undefined || categories.includes(pattern.category))
  );
}
