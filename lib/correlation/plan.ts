import type { Micros } from '../event/index.ts';
import { type Detection, legs, type Rule } from '../ir/index.ts';
import { havingMode } from './having-mode.ts';
import { queryMode } from './relation/query-mode.ts';

/**
 * How a rule's hits lie in time. A *unit* is the stretch of event time in which a finding is at home: a unit is decided
 * as a whole, from the buckets that its windows can touch, and remembers which findings it made.
 */
export interface Plan {
  readonly mode: Mode;
  /** Length of a unit and, unless `oneBucket`, of a bucket; both begin at multiples of it since the epoch. */
  readonly unit: Micros;
  /** How far before a unit's start, and beyond its end, the hits lie that its windows can touch. */
  readonly back: Micros;
  readonly ahead: Micros;
  /** All units of a key in one bucket, whose hits expire one by one: for long histories of few hits. */
  readonly oneBucket: boolean;
}

/**
 * `final`: more hits can only strengthen it, so it fires at once and stands. `retractable`: fires at once, and is
 * retracted if undone. `waits`: fires when window and lateness have passed, and is retracted if undone by a redrive.
 */
export type Mode = 'final' | 'retractable' | 'waits';

export const hour: Micros = 3_600_000_000;
export const day: Micros = 24 * hour;

/** `slack`: how far an inner finding's time can move from where its hits are kept (see anchorSlack); 0 without chains. */
export function planOf(rule: Rule, slack: Micros): Plan {
  const plan = eventPlan(rule);
  const isChain = legs(rule.detection).some(leg => leg.from.kind === 'rule');
  if (!isChain) return plan;
  return { ...plan, back: plan.back + slack, mode: plan.mode === 'final' ? 'retractable' : plan.mode };
}

/** P of DESIGN §6.2: the suppression period, by default an hour, never shorter than the span. */
export function periodOf(rule: Rule): Micros {
  const wanted = rule.suppression.kind === 'period' ? rule.suppression.period : hour;
  return Math.max(wanted, spanOf(rule.detection));
}

/** In a chain, an inner finding's hit is kept at a time that its id determines; its own time is at most this much later. */
export function anchorSlack(rule: Rule): Micros {
  switch (rule.detection.kind) {
    case 'single':
      return rule.suppression.kind === 'off' ? 0 : periodOf(rule);
    case 'sequence':
    case 'variable':
    case 'absence':
      return 0;
    case 'first-seen':
      return day;
    default:
      return periodOf(rule);
  }
}

/** The span of event time that one window of the detection covers. */
export function spanOf(detection: Detection): Micros {
  switch (detection.kind) {
    case 'single':
      return 0;
    case 'sequence':
      return detection.maxSpan;
    case 'first-seen':
      return detection.historyDays * day;
    case 'variable':
      return Math.max(0, ...detection.sets.map(set => set.ttl ?? untimedVariable));
    default:
      return detection.span;
  }
}

/** How far from its beginning the hits of an act can lie. */
export function linkedReach(span: Micros): Micros {
  return span + linkedSlack;
}

/** A flow log tells of a transfer when its ten minutes of aggregation are over. */
const linkedSlack: Micros = 600_000_000;

/** For so long after its last event, a key is expected in its calendar windows. */
export const remembered: Micros = 7 * day;

/** A variable without a time to live is remembered for a day: state must end somewhere. */
export const untimedVariable: Micros = day;

function eventPlan(rule: Rule): Plan {
  const { detection } = rule;
  const span = spanOf(detection);
  const sliding = { unit: periodOf(rule), back: span, ahead: 0, oneBucket: false };
  switch (detection.kind) {
    case 'single':
      return { ...sliding, mode: 'final' };
    case 'aggregate':
    case 'temporal':
      return { ...sliding, mode: havingMode(detection) };
    case 'sample':
      return { ...sliding, mode: 'final' };
    case 'linked': {
      // An act is at home where it begins; who else could have begun it may lie as far before as its parts lie after.
      const reach = linkedReach(detection.span);
      return { ...sliding, back: reach, ahead: reach, mode: 'retractable' };
    }
    case 'join':
      return detection.join === 'anti' ? { ...sliding, mode: 'waits', ahead: span } : { ...sliding, mode: 'final' };
    case 'sequence': {
      const unit = Math.max(span, hour);
      const mode = detection.steps.some(step => step.missing) ? 'waits' : 'retractable';
      return { unit, back: span, ahead: detection.steps.at(-1)?.missing ? span : 0, oneBucket: false, mode };
    }
    case 'first-seen':
      // Whether a day is new depends on its history, and whether that was frozen on the history before.
      return {
        unit: day,
        back: (2 * detection.historyDays + detection.freezeDays) * day,
        ahead: 0,
        oneBucket: true,
        mode: 'retractable',
      };
    case 'absence':
      // Of a calendar window it matters as well whether the key was there in the days before.
      return detection.after === null
        ? { unit: Math.max(span, day), back: remembered, ahead: span, oneBucket: true, mode: 'waits' }
        : { unit: Math.max(span, hour), back: 0, ahead: span, oneBucket: false, mode: 'waits' };
    case 'query':
      return { ...sliding, mode: queryMode(detection) };
    case 'variable':
      return { unit: Math.max(span, hour), back: span, ahead: 0, oneBucket: false, mode: 'retractable' };
    default:
      return detection satisfies never;
  }
}
