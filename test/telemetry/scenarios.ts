import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as valibot from 'valibot';
import { parse } from 'yaml';

/** What was done while a recording ran, by the person who did it, and which lines of each stream show it. */
export interface Scenario {
  readonly id: string;
  readonly description: string;
  /** Milliseconds since 1970, both ends included. */
  readonly from: number;
  readonly until: number;
  readonly host: string;
  readonly osUsers: readonly string[];
  readonly dbUsers: readonly string[];
  /** `ambiguous`: a finding is neither asked for nor wrong. */
  readonly verdict: 'alert' | 'benign' | 'ambiguous';
  /** 1-based lines of each stream that has any. */
  readonly lines: Readonly<Record<LineStream, ReadonlySet<number>>>;
}

export type LineStream = 'falco' | 'audit' | 'postgresql' | 'mariadb';

const range = valibot.tuple([valibot.number(), valibot.number()]);
const inFile = valibot.object({ file: valibot.string(), lines: valibot.array(valibot.number()) });
const shape = valibot.object({
  scenarios: valibot.array(
    valibot.object({
      id: valibot.string(),
      description: valibot.string(),
      window: valibot.tuple([valibot.string(), valibot.string()]),
      os_user: valibot.optional(valibot.string(), ''),
      db_user: valibot.optional(valibot.nullable(valibot.string()), ''),
      host: valibot.string(),
      should_alert: valibot.union([valibot.boolean(), valibot.literal('ambiguous')]),
      evidence: valibot.optional(
        valibot.object({
          audit: valibot.optional(
            valibot.array(
              valibot.object({
                lines: range,
                falco_derived_line: valibot.optional(valibot.nullable(valibot.number())),
                what: valibot.optional(valibot.string(), ''),
              }),
            ),
            [],
          ),
          postgres: valibot.optional(valibot.array(inFile), []),
          mariadb: valibot.optional(valibot.array(inFile), []),
        }),
        {},
      ),
    }),
  ),
});

/** Throws where `expected.yaml` of the folder has another shape. */
export function readScenarios(folder: string): readonly Scenario[] {
  const { scenarios } = valibot.parse(shape, parse(readFileSync(join(folder, 'expected.yaml'), 'utf8')));
  return scenarios.map(({ evidence, window: [from, until], ...scenario }) => ({
    id: scenario.id,
    description: scenario.description,
    from: Date.parse(from),
    until: Date.parse(until),
    host: scenario.host,
    osUsers: [
      ...names(scenario.os_user),
      ...(evidence.audit ?? []).flatMap(({ what }) => /\buid=(\d+)/.exec(what)?.[1] ?? []),
    ],
    dbUsers: names(scenario.db_user ?? ''),
    verdict: scenario.should_alert === 'ambiguous' ? 'ambiguous' : scenario.should_alert ? 'alert' : 'benign',
    lines: {
      falco: new Set((evidence.audit ?? []).flatMap(({ falco_derived_line: line }) => line ?? [])),
      audit: new Set((evidence.audit ?? []).flatMap(({ lines: [first, last] }) => linesFrom(first, last))),
      postgresql: new Set((evidence.postgres ?? []).flatMap(({ lines }) => lines)),
      mariadb: new Set((evidence.mariadb ?? []).flatMap(({ lines }) => lines)),
    },
  }));
}

/** `postgres (archiver), driven by ann`, `app_rw / crm_app`: the first word of each part, and who drove it. */
function names(text: string): string[] {
  const parts = text.split(/[,/]|\bdriven by\b|\bafter\b/);
  return parts.map(part => /^[\w.-]+/.exec(part.trim())?.[0] ?? '').filter(name => name !== '' && name !== 'driven');
}

function linesFrom(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/**
 * Lists as the operator of this host would write them, who knows its jobs and administrators and nothing of attacks:
 * whoever does what is benign is allowed, and whoever does what is ambiguous, and no attack, is an administrator.
 */
export function sitesOwn(scenarios: readonly Scenario[]): string {
  const users = (verdict: Scenario['verdict']) =>
    scenarios.filter(each => each.verdict === verdict).flatMap(({ osUsers, dbUsers }) => [...osUsers, ...dbUsers]);
  const attackers = new Set(scenarios.filter(({ verdict }) => verdict === 'alert').flatMap(({ osUsers }) => osUsers));
  const admins = users('ambiguous').filter(user => !attackers.has(user));
  return JSON.stringify({
    values: { AllowedDBClients: [...new Set(users('benign'))], DatabaseAdmins: [...new Set(admins)] },
    // The recording ran at some minute of its day, and its jobs with it.
    windows: [{ name: 'backup', cron: '0 0 * * *', timeZone: 'UTC', minutes: 1440 }],
  });
}
