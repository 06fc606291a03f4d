import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createContext, createTables, evaluatePredicate, eventRow } from '../../lib/engine/index.ts';
import { simplify } from '../../lib/ir/index.ts';
import { event, predicate, settings, tables } from '../engine/arbitrary.ts';

const context = createContext(settings);
const tableOf = createTables(tables);

describe('simplify', () => {
  it('keeps the meaning, and finds nothing more to do the second time', () => {
    fc.assert(
      fc.property(predicate, fc.array(event, { minLength: 1, maxLength: 5 }), (predicate, events) => {
        const simple = simplify(predicate);
        expect(simplify(simple)).toEqual(simple);
        for (const each of events) {
          const row = eventRow(each, tableOf(each.source));
          expect(evaluatePredicate(simple, row, context)).toBe(evaluatePredicate(predicate, row, context));
        }
      }),
      { numRuns: 600 },
    );
  });
});
