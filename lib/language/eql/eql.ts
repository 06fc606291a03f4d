import type { Rule } from '../../ir/index.ts';
import { noGuidance } from '../../rule/index.ts';
import { complaintsAbout, type Language, queryText } from '../text/index.ts';
import { compileEql } from './compile.ts';

/** A hunt without `maxspan` looks at everything it was given. */
const unbounded = Number.MAX_SAFE_INTEGER;

/** Bare queries of Elastic's EQL. Rule files that hold EQL are ../elastic's. */
export const eql: Language = {
  name: 'eql',
  recognises: () => false,
  compile: () => [],
  compileQuery: (query, { knowsField }) => {
    const text = queryText('query', query);
    const complaints = complaintsAbout(text);
    const compiled = compileEql(query, { route: [], lookBackMicros: unbounded }, knowsField ?? everyField, complaints);
    const rule: Rule | null =
      compiled === null
        ? null
        : {
            meta: {
              id: 'hunt',
              name: '',
              title: 'EQL query',
              description: '',
              severity: 'informational',
              language: 'eql',
              maturity: '',
              author: '',
              tags: [],
              attack: { tactics: [], techniques: [] },
              guidance: noGuidance,
              span: text.locate(0, query.length),
            },
            detection: compiled.detection,
            suppression: { kind: 'off' },
            emits: true,
            ...(compiled.pipes.length === 0 ? {} : { pipes: compiled.pipes }),
          };
    const status = rule === null ? 'error' : 'ok';
    return {
      id: 'hunt',
      title: 'EQL query',
      language: 'eql',
      path: 'query',
      status,
      rule,
      diagnostics: complaints.found,
    };
  },
};

function everyField(): boolean {
  return true;
}
