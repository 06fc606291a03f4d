import type { Predicate } from '../../ir/index.ts';
import type { Expression, Field } from './ast.ts';
import { fieldsOf } from './event-type.ts';
import { ancestorBases } from './fields.ts';
import { lowerPredicate } from './lower.ts';
import { LoweringError } from './lowering-error.ts';
import { mapFields } from './map-fields.ts';

const ITERATOR = /^(exec|exit|process)\.ancestors\[(\w+)\]\.(.+)$/;

/** Two ancestors each: more iterators than this would multiply beyond any use. */
const MAX_ITERATORS = 3;

/**
 * An expression with iterators, as `process.ancestors[A].pid`: it holds if there are ancestors, one for each letter, with
 * which it holds as a whole. Throws LoweringError.
 */
export function lowerIterated(tree: Expression): Predicate {
  const iterators = [...new Set(fieldsOf(tree).flatMap(({ name }) => ITERATOR.exec(name)?.[2] ?? []))];
  const beyond = iterators[MAX_ITERATORS];
  if (beyond !== undefined) {
    throw new LoweringError(tree, `more than ${MAX_ITERATORS} iterators`, 'use one letter for one ancestor');
  }
  return overAll(tree, iterators);
}

function overAll(tree: Expression, iterators: readonly string[]): Predicate {
  const [letter, ...others] = iterators;
  if (letter === undefined) return lowerPredicate(tree);
  return {
    op: 'any',
    of: ancestorBases('process').map(base => ({
      op: 'all',
      of: [
        isThere(base),
        overAll(
          mapFields(tree, field => atAncestor(field, letter, base)),
          others,
        ),
      ],
    })),
  };
}

function atAncestor(field: Field, letter: string, base: string): Field {
  const [, , own, suffix] = ITERATOR.exec(field.name) ?? [];
  return own === letter ? { ...field, name: `${base}.${suffix}` } : field;
}

/** A letter stands for an ancestor that there is: SECL's defaults make none. */
function isThere(base: string): Predicate {
  const names = ['pid', 'executable', 'name', 'command_line'].map(
    part => ({ space: 'ecs', name: `${base}.${part}` }) as const,
  );
  return { op: 'exists', value: { op: 'field', field: { field: base, names } }, null: 'missing' };
}
