import type { EventSelector, Predicate } from '../../ir/index.ts';
import { type Path, partAt, pathsOf } from './decisive.ts';

/** A part of a selector's predicate, and what stands for it where it is to hold. */
export interface Part {
  readonly where: Predicate;
  readonly path: Path;
  /** The part itself, but of a list only the words that the other side's list has not. */
  readonly own: Predicate;
}

/**
 * The parts of each side that the other side has nowhere: where two rules are told apart, it is there. Of a part whose own
 * parts differ too, only these; all parts where everything differs or nothing does.
 */
export function differingParts(first: readonly EventSelector[], second: readonly EventSelector[]): readonly Part[] {
  const found = [...partsOnlyIn(first, second), ...partsOnlyIn(second, first)];
  return found.length > 0 ? found : [...first, ...second].flatMap(allParts);
}

function partsOnlyIn(these: readonly EventSelector[], those: readonly EventSelector[]): readonly Part[] {
  const known = those.flatMap(allParts).map(({ own }) => own);
  const spellings = new Set(known.map(spellingOf));
  const words = new Set(known.flatMap(wordsOf));
  const differing = these.flatMap(allParts).filter(({ own }) => !spellings.has(spellingOf(own)));
  return differing
    .filter(part => !differing.some(other => isBelow(other, part)))
    .map(part => ({ ...part, own: withoutWords(part.own, words) }));
}

function allParts({ where }: EventSelector): readonly Part[] {
  return pathsOf(where).map(path => ({ where, path, own: partAt(where, path) }));
}

function isBelow(lower: Part, upper: Part): boolean {
  return (
    lower.where === upper.where &&
    lower.path.length > upper.path.length &&
    upper.path.every((at, step) => lower.path[step] === at)
  );
}

function spellingOf(predicate: Predicate): string {
  return JSON.stringify(predicate);
}

function wordsOf(predicate: Predicate): readonly string[] {
  return predicate.op === 'test' && predicate.test.is === 'equal' ? predicate.test.texts : [];
}

function withoutWords(predicate: Predicate, words: ReadonlySet<string>): Predicate {
  if (predicate.op !== 'test' || predicate.test.is !== 'equal') return predicate;
  const texts = predicate.test.texts.filter(text => !words.has(text));
  return texts.length === 0 ? predicate : { ...predicate, test: { ...predicate.test, texts } };
}
