import type { JsonObject, JsonValue } from '../event/index.ts';
import { findingSchema } from './finding-schema.ts';

/** What this printer reads of a valibot schema; its own types do not show a schema's parts in general. */
interface Described {
  readonly type: string;
  readonly pipe?: readonly Described[];
  readonly entries?: Readonly<Record<string, Described>>;
  readonly item?: Described;
  readonly value?: Described;
  readonly wrapped?: Described;
  readonly options?: readonly JsonValue[];
  readonly literal?: JsonValue;
  readonly requirement?: JsonValue | RegExp;
}

/** docs/finding.schema.json: the finding's schema in JSON Schema's words. Later minor versions may add properties. */
export function findingJsonSchema(): JsonObject {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'weir finding 1.0',
    description: 'What SNS subscribers get and `weir detect --format ndjson` prints.',
    // Each schema object of valibot carries these members at run time.
    ...jsonSchema(findingSchema as unknown as Described),
  };
}

function jsonSchema(schema: Described): JsonObject {
  const merged: JsonObject = Object.assign({}, ...(schema.pipe ?? [schema]).map(step => stepSchema(step)));
  const { maxLength, ...others } = merged;
  return merged.type === 'array' && maxLength !== undefined ? { ...others, maxItems: maxLength } : merged;
}

function stepSchema(step: Described): JsonObject {
  const limit = step.requirement instanceof RegExp ? step.requirement.source : (step.requirement ?? null);
  switch (step.type) {
    case 'object':
      return objectSchema(step.entries ?? {});
    case 'record':
      return { type: 'object', additionalProperties: jsonSchema(step.value ?? { type: 'custom' }) };
    case 'array':
      return { type: 'array', items: jsonSchema(step.item ?? { type: 'custom' }) };
    case 'string':
    case 'number':
    case 'boolean':
      return { type: step.type };
    case 'integer':
      return { type: 'integer' };
    case 'literal':
      return { const: step.literal ?? null };
    case 'picklist':
      return { enum: step.options ?? [] };
    case 'optional':
      return jsonSchema(step.wrapped ?? { type: 'custom' });
    // Any JSON value.
    case 'custom':
      return {};
    case 'max_length':
      return { maxLength: limit };
    case 'min_length':
      return { minLength: limit };
    case 'min_value':
      return { minimum: limit };
    case 'regex':
      return { pattern: limit };
    default:
      throw new Error(`the JSON Schema of a finding knows no ${step.type}`);
  }
}

function objectSchema(entries: Readonly<Record<string, Described>>): JsonObject {
  const required = Object.entries(entries).filter(([, entry]) => entry.type !== 'optional');
  return {
    type: 'object',
    required: required.map(([name]) => name),
    properties: Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, jsonSchema(entry)])),
  };
}
