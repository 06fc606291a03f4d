import type { Span } from '../../rule/index.ts';
import type { QueryText } from '../text/index.ts';

/** One rule as a file holds it, whatever the file's format: its keys, and where they stand. */
export interface RuleSource {
  readonly path: string;
  readonly record: Fields;
  /** Of keys beside the rule: `metadata` in Elastic's repository. */
  readonly metadata: Fields;
  readonly spanOf: (key: string) => Span;
  readonly query: QueryText;
}

/** A parsed object whose values nobody has looked at yet. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** A key's value, own keys only. */
export function field(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

export function textField(fields: Fields, key: string): string {
  const value = field(fields, key);
  return typeof value === 'string' ? value : '';
}

export function numberField(fields: Fields, key: string): number | null {
  const value = field(fields, key);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** One text or a list of them. */
export function textsField(fields: Fields, key: string): readonly string[] {
  const value = field(fields, key);
  return (Array.isArray(value) ? value : [value]).flatMap((one: unknown) => (typeof one === 'string' ? [one] : []));
}

export function objectField(fields: Fields, key: string): Fields {
  const value = field(fields, key);
  return isFields(value) ? value : {};
}

export function objectsField(fields: Fields, key: string): readonly Fields[] {
  const value = field(fields, key);
  return (Array.isArray(value) ? value : [value]).filter(isFields);
}
