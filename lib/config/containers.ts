import { didYouMean, type YamlMap } from '../language/text/index.ts';
import { complain, isEmpty, mismatch, type Report, type Shape } from './shape.ts';

type Fields<T> = { readonly [K in keyof T]: Field<T[K]> };

export interface Field<T> {
  readonly shape: Shape<T>;
  /** For the schema's readers: editors show it beside the key. */
  readonly says: string;
  readonly required?: true;
  /** As the file spells it, where that differs from the property: units live in names here, in values there. */
  readonly key?: string;
}

/** A mapping of exactly these keys, all optional unless said. */
export function record<T extends object>(fields: Fields<T>): Shape<T> {
  const names = Object.keys(fields) as (keyof T & string)[];
  const keyOf = (name: keyof T & string): string => fields[name].key ?? name;
  const keys = names.map(keyOf);
  const required = names.filter(name => fields[name].required).map(keyOf);
  const build = (value: (name: keyof T & string) => T[keyof T]): T =>
    // Every key of T is a name, so what is built of them has T's keys; the compiler cannot follow fromEntries.
    Object.fromEntries(names.map(name => [name, value(name)])) as T;
  const fallback = build(name => fields[name].shape.fallback);
  const properties = names.map(name => [keyOf(name), { description: fields[name].says, ...fields[name].shape.schema }]);
  return {
    schema: {
      type: 'object',
      additionalProperties: false,
      ...(required.length > 0 ? { required } : {}),
      properties: Object.fromEntries(properties),
    },
    fallback,
    read: (node, report) => {
      if (isEmpty(node)) return fallback;
      if (node.kind !== 'map') {
        mismatch(report, node, `a mapping of ${keys.join(', ')}`);
        return fallback;
      }
      reportUnknown(node, keys, report);
      const missing = required.filter(key => !node.entries.some(entry => entry.key === key));
      if (missing.length > 0) {
        complain(report, 'config-missing', `${missing.join(' and ')} must be given here`, node.span);
      }
      return build(name => {
        const entry = node.entries.find(({ key }) => key === keyOf(name));
        return entry === undefined ? fields[name].shape.fallback : fields[name].shape.read(entry.value, report);
      });
    },
  };
}

function reportUnknown(node: YamlMap, keys: readonly string[], report: Report): void {
  for (const { key, keySpan } of node.entries) {
    if (keys.includes(key)) continue;
    const hint = `known here: ${keys.join(', ')}`;
    complain(report, 'config-key', `unknown key "${key}"${didYouMean(key, keys)}`, keySpan, hint);
  }
}

/** A list; one value alone is a list of one. */
export function list<T>(item: Shape<T>, fallback: readonly T[] = []): Shape<readonly T[]> {
  return {
    schema: {
      oneOf: [{ type: 'array', items: item.schema }, item.schema],
      ...(fallback.length > 0 ? { default: fallback } : {}),
    },
    fallback,
    read: (node, report) => {
      if (isEmpty(node)) return fallback;
      return (node.kind === 'list' ? node.items : [node]).map(value => item.read(value, report));
    },
  };
}

/** A mapping from any name to a value. */
export function mapping<T>(value: Shape<T>, names: RegExp | null = null): Shape<Readonly<Record<string, T>>> {
  return {
    schema: {
      type: 'object',
      ...(names === null ? {} : { propertyNames: { pattern: names.source } }),
      additionalProperties: value.schema,
    },
    fallback: {},
    read: (node, report) => {
      if (isEmpty(node)) return {};
      if (node.kind !== 'map') {
        mismatch(report, node, 'a mapping');
        return {};
      }
      return Object.fromEntries(readEntries(node, value, names, report));
    },
  };
}

function readEntries<T>(node: YamlMap, value: Shape<T>, names: RegExp | null, report: Report): [string, T][] {
  return node.entries.flatMap(entry => {
    if (names !== null && !names.test(entry.key)) {
      complain(report, 'config-key', `"${entry.key}" is no name that can stand here`, entry.keySpan);
      return [];
    }
    return [[entry.key, value.read(entry.value, report)]];
  });
}
