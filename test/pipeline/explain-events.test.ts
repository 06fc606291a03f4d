import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../lib/correlation/index.ts';
import { bundleRules, emptySettings } from '../../lib/engine/index.ts';
import { ecsRead, type LogEvent } from '../../lib/event/index.ts';
import { memoryFindingSink } from '../../lib/finding/index.ts';
import { decodeRecord, defaultLimits } from '../../lib/ingest/index.ts';
import { detectLogs, detectPorts, prepareRuleset, sweep } from '../../lib/pipeline/index.ts';
import { fieldTables } from '../../lib/sources/index.ts';

const arrival = 1_795_225_830_000_000;

/** Three processes, each the parent of the next. */
const exec = (serial: number, pid: number, ppid: number, comm: string): string[] => {
  const head = `msg=audit(1795225822.${serial}:${serial}):`;
  return [
    `type=SYSCALL ${head} arch=c000003e syscall=59 success=yes exit=0 items=1 ppid=${ppid} pid=${pid} uid=0 ses=7 comm="${comm}" exe="/usr/bin/${comm}" key="x"`,
    `type=EXECVE ${head} argc=1 a0="${comm}"`,
    `type=CWD ${head} cwd="/"`,
    `type=PATH ${head} item=0 name="/usr/bin/${comm}" nametype=NORMAL`,
    `type=PROCTITLE ${head} proctitle=6C73`,
  ];
};
const bash = exec(101, 50, 1, 'bash');
const psql = exec(102, 51, 50, 'psql');
const shell = exec(103, 52, 51, 'sh');

/** What each event's parent is in the end, whatever the batches. */
async function parents(batches: readonly (readonly string[])[]): Promise<unknown> {
  const told = new Map<string, LogEvent>();
  const ports = detectPorts({
    state: memoryStore(),
    findings: memoryFindingSink(),
    rules: prepareRuleset(bundleRules([], emptySettings)),
    observer: { event: event => void told.set(event.id, event), decision: () => undefined },
  });
  for (const lines of batches) {
    const context = { arrival, recordId: 'r', account: '1', region: 'r' };
    const decoded = decodeRecord(Buffer.from(lines.join('\n')), context, defaultLimits);
    const { failures } = await detectLogs(decoded.outcome === 'logs' ? decoded.logs : [], ports, arrival);
    expect([...failures]).toEqual([]);
  }
  expect((await sweep(ports, arrival + 120_000_000, 100)).failed).toEqual([]);
  const table = fieldTables.auditd;
  const name = (event: LogEvent) => (table && ecsRead(table, 'process.parent.name')?.read(event.fields, event)) ?? null;
  return Object.fromEntries(
    [...told.values()].sort((a, b) => a.time - b.time).map(event => [String(event.fields.comm), name(event)]),
  );
}

describe('a parent is named whatever the order and the batches', () => {
  it.each([
    { name: 'all at once', batches: [[...bash, ...psql, ...shell]] },
    { name: 'one by one', batches: [bash, psql, shell] },
    { name: 'children first', batches: [shell, psql, bash] },
    {
      name: 'cut in the middle',
      batches: [
        [...shell.slice(2), ...bash.slice(0, 3)],
        [...bash.slice(3), ...psql, ...shell.slice(0, 2)],
      ],
    },
    { name: 'with its end missing, when its time is up', batches: [bash, psql.slice(0, 3), shell] },
  ])('$name', async ({ batches }) => expect(await parents(batches)).toEqual({ bash: null, psql: 'bash', sh: 'psql' }));
});
