import { decideAbsence } from './decide-absence.ts';
import { decideAggregate } from './decide-aggregate.ts';
import type { DecideContext, Question } from './decide-context.ts';
import { decideFirstSeen } from './decide-first-seen.ts';
import { decideAntiJoin, decideJoin } from './decide-join.ts';
import { decideLinked } from './decide-linked.ts';
import { decideQuery } from './decide-query.ts';
import { decideSample } from './decide-sample.ts';
import { decideSequence } from './decide-sequence.ts';
import { decideSingle } from './decide-single.ts';
import { decideTemporal } from './decide-temporal.ts';
import { decideVariable } from './decide-variable.ts';
import type { Decision } from './decision.ts';

/** What should be found in one unit of one key. A pure function of the union of hits: order and batches are not in it. */
export function decide(question: Question, context: DecideContext): readonly Decision[] {
  const { detection } = question.rule;
  switch (detection.kind) {
    case 'single':
      return decideSingle(question);
    case 'aggregate':
      return decideAggregate(detection, question, context);
    case 'temporal':
      return decideTemporal(detection, question, context);
    case 'linked':
      return decideLinked(detection, question, context);
    case 'sample':
      return decideSample(detection, question, context);
    case 'join':
      return detection.join === 'anti'
        ? decideAntiJoin(detection, question, context)
        : decideJoin(detection, question, context);
    case 'sequence':
      return decideSequence(detection, question, context);
    case 'first-seen':
      return decideFirstSeen(detection, question, context);
    case 'absence':
      return decideAbsence(detection, question, context);
    case 'variable':
      return decideVariable(detection, question, context);
    case 'query':
      return decideQuery(detection, question, context);
    default:
      return detection satisfies never;
  }
}
