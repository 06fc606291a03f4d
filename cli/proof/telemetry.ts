import { generator } from '../testing/shuffled.ts';

export interface Telemetry {
  /** JSON lines of one run, in event order. */
  readonly lines: readonly string[];
  /** What every line and every finding of this run holds, and no other. */
  readonly mark: string;
}

const users = ['deploy', 'backup', 'dba'];
const programs = ['psql', 'psql', 'pg_dump', 'curl', 'rm', 'ls'];
const parents = ['sshd', 'cron', 'bash'];
/** Events of one host lie within so many milliseconds: several of the rules' spans, and less than any lateness. */
const spreadMillis = 60_000;
const eventsPerHost = 12;

/** Processes on hosts that do not exist, until `untilMillis`: equal seeds and times give equal lines. */
export function proofTelemetry(mark: string, seed: number, hosts: number, untilMillis: number): Telemetry {
  const random = generator(seed);
  const pick = <T>(choices: readonly [T, ...T[]] | readonly T[]): T =>
    choices[Math.floor(random() * choices.length)] as T; // below the length
  const events = Array.from({ length: hosts * eventsPerHost }, (_, number) => ({
    at: untilMillis - spreadMillis + Math.floor(random() * spreadMillis),
    number,
    host: `${mark}-${number % hosts}`,
    user: pick(users),
    program: pick(programs),
    parent: pick(parents),
  })).sort((a, b) => a.at - b.at);
  return { mark, lines: events.map(({ at, ...event }) => line(mark, at, event)) };
}

function line(
  mark: string,
  at: number,
  event: { number: number; host: string; user: string; program: string; parent: string },
): string {
  return JSON.stringify({
    '@timestamp': new Date(at).toISOString(),
    ecs: { version: '8.11.0' },
    event: {
      id: `${mark}-${event.number}`,
      dataset: 'weir.proof',
      kind: 'event',
      category: ['process'],
      type: ['start'],
    },
    host: { name: event.host, os: { type: 'linux' } },
    user: { name: event.user },
    process: { name: event.program, executable: `/usr/bin/${event.program}`, parent: { name: event.parent } },
  });
}
