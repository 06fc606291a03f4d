import type { Detection, EventSelector, Predicate, Route, Rule } from '../../lib/ir/index.ts';
import { noGuidance } from '../../lib/rule/index.ts';

/** A rule about which only its logic matters. */
export function ruleOf(detection: Detection, id = 'r'): Rule {
  return {
    meta: {
      id,
      name: '',
      title: id,
      description: '',
      severity: 'low',
      language: 'sigma',
      maturity: '',
      author: '',
      tags: [],
      attack: { tactics: [], techniques: [] },
      guidance: noGuidance,
      span: { path: `${id}.yml`, line: 1, column: 1, endLine: 1, endColumn: 1 },
    },
    detection,
    suppression: { kind: 'off' },
    emits: true,
  };
}

export function single(where: Predicate, route: Route = [], id = 'r'): Rule {
  const selector: EventSelector = { route, where };
  return ruleOf({ kind: 'single', events: [selector] }, id);
}
