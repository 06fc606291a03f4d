import { type JsonValue, type Micros, parseIsoMicros } from '../../event/index.ts';
import { type LinkedDetection, type LinkedInput, linkedValues } from '../../ir/index.ts';
import type { Hit } from '../hit.ts';

/** A hit, and what it says about who acted, with what, on which file. */
export interface LinkedHit {
  readonly hit: Hit;
  readonly input: LinkedInput;
  /** Of what lasts, its beginning; else the hit's own time, as `end` is. */
  readonly start: Micros;
  readonly end: Micros;
  /** Names and ids of who acts and of who logged in; '' and the kernel's words for nobody are left out. */
  readonly users: readonly string[];
  /** What the finding calls whoever acts; '' where nobody is named. */
  readonly actor: string;
  readonly session: string;
  readonly reasons: readonly string[];
  readonly text: string;
  readonly path: string;
  readonly isStrong: boolean;
  readonly source: string;
}

export function linkedHit(detection: LinkedDetection, hit: Hit): LinkedHit | null {
  const input = detection.inputs[hit.leg];
  if (input === undefined) return null;
  const value = (name: (typeof linkedValues)[number]): JsonValue => hit.values[linkedValues.indexOf(name)] ?? null;
  const told = texts(value('users'));
  const [name = '', id = '', login = '', loginId = ''] = told.map(user => (NOBODY.has(user) ? '' : user));
  return {
    hit,
    input,
    start: Math.min(micros(value('started')) ?? hit.time, hit.time),
    end: hit.time,
    users: [...new Set([name, id, login, loginId])].filter(user => user !== ''),
    // Who logged in is who acts, whatever sudo made of it.
    actor: login || name || loginId || id,
    session: text(value('session')),
    reasons: texts(value('reasons')).filter(reason => reason !== ''),
    text: text(value('text')),
    path: text(value('path')),
    isStrong: value('strength') === 1,
    source: text(value('source')),
  };
}

/** (uint32) -1 and its kin: no login. */
const NOBODY = new Set(['4294967295', '-1', 'unset', '<NA>']);

function texts(value: JsonValue): readonly string[] {
  return Array.isArray(value) ? value.map(text) : [text(value)];
}

function text(value: JsonValue): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function micros(value: JsonValue): Micros | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? parseIsoMicros(value) : null;
}
