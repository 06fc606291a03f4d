import type { EventSelector, Predicate } from '../../ir/index.ts';
import { type Path, pathsOf } from './decisive.ts';

/** A part of a selector's predicate, by the way down to it, and the predicate with that part made as telling as can be. */
export interface Part {
  readonly where: Predicate;
  readonly path: Path;
}

/** All parts of the selectors; and those at the ends of them that the others do not have, where a difference must lie. */
export function partsOf(
  selectors: readonly EventSelector[],
  others: readonly EventSelector[],
): { readonly all: readonly Part[]; readonly own: readonly Part[] } {
  const known = new Set(others.flatMap(({ where }) => pathsOf(where).map(path => spelling(partAt(where, path)))));
  const texts = new Set(others.flatMap(({ where }) => pathsOf(where).flatMap(path => textsOf(partAt(where, path)))));
  const all = selectors.flatMap(({ where }) => pathsOf(where).map((path): Part => ({ where, path })));
  const own = all.flatMap(({ where, path }): Part[] => {
    const part = partAt(where, path);
    if (part.op !== 'test' || known.has(spelling(part))) return [];
    return [{ where: withPart(where, path, narrowed(part, texts)), path }];
  });
  return { all, own };
}

type TestPredicate = Extract<Predicate, { readonly op: 'test' }>;

/** Of a list of texts, those that are in no list of the others. */
function narrowed(part: TestPredicate, known: ReadonlySet<string>): TestPredicate {
  if (part.test.is !== 'equal') return part;
  const texts = part.test.texts.filter(text => !known.has(text));
  return texts.length === 0 ? part : { ...part, test: { ...part.test, texts } };
}

function textsOf(part: Predicate): readonly string[] {
  return part.op === 'test' && part.test.is === 'equal' ? part.test.texts : [];
}

function spelling(part: Predicate): string {
  return JSON.stringify(part);
}

function partAt(predicate: Predicate, [at, ...rest]: Path): Predicate {
  if (at === undefined) return predicate;
  if (predicate.op === 'not') return partAt(predicate.of, rest);
  const inner = predicate.op === 'all' || predicate.op === 'any' ? predicate.of[at] : undefined;
  return inner === undefined ? predicate : partAt(inner, rest);
}

function withPart(predicate: Predicate, [at, ...rest]: Path, part: Predicate): Predicate {
  if (at === undefined) return part;
  if (predicate.op === 'not') return { op: 'not', of: withPart(predicate.of, rest, part) };
  if (predicate.op !== 'all' && predicate.op !== 'any') return predicate;
  return { ...predicate, of: predicate.of.map((inner, place) => (place === at ? withPart(inner, rest, part) : inner)) };
}
