import type { JsonObject, JsonValue, Micros } from '../event/index.ts';
import type { VariableDetection, VariableScope, VariableSet } from '../ir/index.ts';
import { canonicalText } from './finding-id.ts';
import type { Hit } from './hit.ts';
import { untimedVariable } from './plan.ts';

/** What the variables of one key hold while its events are replayed. */
export interface Variables {
  /** By `${name}`, as they stand before this event; absent where nothing was set and nothing stands for that. */
  readonly before: (hit: Hit) => JsonObject;
  readonly set: (set: VariableSet, hit: Hit, value: JsonValue) => void;
}

export function emptyVariables({ sets, scopes }: VariableDetection): Variables {
  const held = new Map<string, readonly Member[]>();
  const parents = new Map<string, string>();
  const alive = (name: string, owner: string, at: Micros) =>
    (held.get(placeOf(name, owner)) ?? []).filter(member => member.until >= at).map(member => member.value);
  return {
    before: hit => {
      const row: Record<string, JsonValue> = {};
      for (const set of sets) {
        const scope = scopes.find(({ variable }) => variable === set.name);
        learnParents(parents, scope, hit);
        const found = lineOf(ownerOf(scope, hit), scope, parents)
          .map(owner => alive(set.name, owner, hit.time))
          .find(values => values.length > 0);
        const value = found === undefined ? set.initial : set.append ? found : (found.at(-1) ?? null);
        if (value !== null) row[`\${${set.name}}`] = value;
      }
      return row;
    },
    set: (set, hit, value) => {
      const owner = ownerOf(
        scopes.find(({ variable }) => variable === set.name),
        hit,
      );
      if (owner === null) return;
      const place = placeOf(set.name, owner);
      held.set(place, written(set, held.get(place) ?? [], value, hit.time));
    },
  };
}

interface Member {
  readonly value: JsonValue;
  readonly until: Micros;
}

function written(set: VariableSet, known: readonly Member[], value: JsonValue, at: Micros): readonly Member[] {
  const until = at + (set.ttl ?? untimedVariable);
  if (!set.append) return [{ value, until }];
  const added = Array.isArray(value) ? value : [value];
  const texts = new Set(added.map(canonicalText));
  const others = known.filter(member => !texts.has(canonicalText(member.value)));
  const all = [...others, ...added.map(member => ({ value: member, until }))];
  return set.size === null ? all : all.slice(-set.size);
}

/** '' where the key itself is the owner; null where the event has none. */
function ownerOf(scope: VariableScope | undefined, hit: Hit): string | null {
  if (scope === undefined) return '';
  const values = scope.of.map(position => hit.values[position] ?? null);
  return scope.missing === 'drop' && values.includes(null) ? null : canonicalText(values);
}

function placeOf(name: string, owner: string): string {
  return `${name} ${owner}`;
}

/** An event names its process's ancestors: what one event tells of them, later ones need not repeat. */
function learnParents(parents: Map<string, string>, scope: VariableScope | undefined, hit: Hit): void {
  let child = ownerOf(scope, hit);
  for (const position of scope?.ancestors ?? []) {
    const value = hit.values[position] ?? null;
    if (child === null || value === null) return;
    const parent = canonicalText([value]);
    parents.set(child, parent);
    child = parent;
  }
}

/** An owner and its known ancestors, nearest first. A reused process id could make a circle; the walk ends there. */
function lineOf(
  owner: string | null,
  scope: VariableScope | undefined,
  parents: ReadonlyMap<string, string>,
): readonly string[] {
  if (owner === null) return [];
  const line = new Set([owner]);
  if (scope === undefined || scope.ancestors.length === 0) return [...line];
  for (let next = parents.get(owner); next !== undefined && !line.has(next); next = parents.get(next)) line.add(next);
  return [...line];
}
