import { itemsOf, plainOf, type YamlNode } from '../language/text/index.ts';
import { record } from './containers.ts';
import { wordOf } from './scalars.ts';
import { complain, isEmpty, mismatch, type Shape } from './shape.ts';

/** Null where the key is not there. */
export function optional<T>(shape: Shape<T>): Shape<T | null> {
  const { default: _, ...schema } = shape.schema;
  return {
    schema,
    fallback: null,
    read: (node, report) => (isEmpty(node) ? null : shape.read(node, report)),
  };
}

/** `true` for all of the words, `false` for none, or a list of some. */
export function someOf<const T extends string>(words: readonly T[]): Shape<readonly T[]> {
  return {
    schema: {
      oneOf: [{ type: 'boolean' }, { type: 'array', items: { enum: words } }, { enum: words }],
      default: false,
    },
    fallback: [],
    read: (node, report) => {
      if (isEmpty(node)) return [];
      if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value ? words : [];
      const found = itemsOf(node).map(item => wordOf(item, words, report));
      return words.filter(word => found.includes(word));
    },
  };
}

/** One value for `default`, or a mapping from names, `default` among them, to values. */
export function perSource<T>(
  value: Shape<T>,
  all: Shape<Readonly<Record<string, T>>>,
  fallback: Readonly<Record<string, T>>,
): Shape<Readonly<Record<string, T>>> {
  return {
    schema: { oneOf: [value.schema, all.schema], default: fallback },
    fallback,
    read: (node, report) => {
      if (isEmpty(node)) return fallback;
      return node.kind === 'map' ? { ...fallback, ...all.read(node, report) } : { default: value.read(node, report) };
    },
  };
}

/** Named entries: a list whose members carry their name, or a mapping from name to the rest. */
export function named<T extends object, K extends keyof T & string>(
  key: K,
  fields: Parameters<typeof record<T>>[0],
): Shape<readonly T[]> {
  const whole = record<T>(fields);
  return {
    schema: {
      oneOf: [
        { type: 'array', items: whole.schema },
        { type: 'object', additionalProperties: without(whole.schema, key) },
      ],
    },
    fallback: [],
    read: (node, report) => {
      if (isEmpty(node)) return [];
      if (node.kind === 'scalar') {
        mismatch(report, node, `a list of entries with ${key}, or a mapping from ${key} to entry`);
        return [];
      }
      const members = node.kind === 'list' ? node.items : node.entries.map(entry => withName(key, entry));
      const entries = members.map(member => ({ entry: whole.read(member, report), span: member.span }));
      entries.forEach(({ entry, span }, index) => {
        const isTwice = entries.findIndex(other => other.entry[key] === entry[key]) < index;
        if (isTwice) complain(report, 'config-duplicate', `${key} "${String(entry[key])}" stands here twice`, span);
      });
      return entries.map(({ entry }) => entry);
    },
  };
}

/** A mapping kept as plain data, for a reader elsewhere. */
export const plainMapping: Shape<Readonly<Record<string, unknown>> | null> = {
  schema: { type: 'object' },
  fallback: null,
  read: (node, report) => {
    if (isEmpty(node)) return null;
    if (node.kind === 'map') return Object.fromEntries(node.entries.map(entry => [entry.key, plainOf(entry.value)]));
    mismatch(report, node, 'a mapping');
    return null;
  },
};

function withName(key: string, entry: { key: string; keySpan: YamlNode['span']; value: YamlNode }): YamlNode {
  const { keySpan: span } = entry;
  const name: YamlNode = { kind: 'scalar', value: entry.key, source: entry.key, span, inner: span };
  const rest = entry.value.kind === 'map' ? entry.value.entries.filter(inner => inner.key !== key) : null;
  if (rest === null && !isEmpty(entry.value)) return entry.value;
  return { kind: 'map', entries: [{ key, keySpan: span, value: name }, ...(rest ?? [])], span };
}

function without(schema: { readonly [keyword: string]: unknown }, key: string): object {
  const properties = Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => name !== key));
  const required = Array.isArray(schema.required) ? schema.required.filter(name => name !== key) : [];
  const { required: _, ...rest } = schema;
  return { ...rest, ...(required.length > 0 ? { required } : {}), properties };
}
