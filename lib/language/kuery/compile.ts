import type { Predicate, Rule } from '../../ir/index.ts';
import { noGuidance } from '../../rule/index.ts';
import { type Complaints, complaintsAbout, type Language, queryText } from '../text/index.ts';
import { lower } from './lower.ts';
import { parse } from './parse.ts';

/** A query's text to a predicate; null after at least one error among the complaints. Never throws on any text. */
export function compileKuery(text: string, complaints: Complaints): Predicate | null {
  const before = complaints.found.length;
  const node = parse(text, complaints);
  if (node === null) return null;
  const where = lower(node, complaints);
  return complaints.found.slice(before).some(({ level }) => level === 'error') ? null : where;
}

/** Bare queries of Kibana's language. Rule files that hold it are ../elastic's. */
export const kuery: Language = {
  name: 'kuery',
  recognises: () => false,
  compile: () => [],
  compileQuery: query => {
    const text = queryText('query', query);
    const complaints = complaintsAbout(text);
    const where = compileKuery(query, complaints);
    const rule: Rule | null =
      where === null
        ? null
        : {
            meta: {
              id: 'hunt',
              name: '',
              title: 'Kibana query',
              description: '',
              severity: 'informational',
              language: 'kuery',
              maturity: '',
              author: '',
              tags: [],
              attack: { tactics: [], techniques: [] },
              guidance: noGuidance,
              span: text.locate(0, query.length),
            },
            detection: { kind: 'single', events: [{ route: [], where }] },
            suppression: { kind: 'off' },
            emits: true,
          };
    const status = rule === null ? 'error' : 'ok';
    return {
      id: 'hunt',
      title: 'Kibana query',
      language: 'kuery',
      path: 'query',
      status,
      rule,
      diagnostics: complaints.found,
    };
  },
};
