import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding, ImportOutcome, SendOutcome } from '../../lib/finding/index.ts';
import { type OutboxRecord, publish } from '../../lib/pipeline/index.ts';
import { second } from '../finding/samples.ts';
import { type PublishLine, publishLine, rowOf, told } from './publish-line.ts';

const failed = { outcome: 'failed', reason: 'x' } as const;
const off = { outcome: 'off', reason: 'x' } as const;

/** What can happen to publishing, in any order. */
type Step =
  | { readonly do: 'save'; readonly id: string; readonly hits: number; readonly change: Partial<Finding> }
  | { readonly do: 'deliver' | 'sweep' | 'replay' }
  | { readonly do: 'pass'; readonly seconds: number }
  | { readonly do: 'sns'; readonly answers: readonly SendOutcome[] }
  | { readonly do: 'hub'; readonly answers: readonly ImportOutcome[] }
  /** An invocation that dies at its nth call to the table. */
  | { readonly do: 'die'; readonly at: number };

const change: fc.Arbitrary<Partial<Finding>> = fc.record({
  state: fc.constantFrom('active', 'active', 'active', 'retracted'),
  severity: fc.constantFrom('low', 'high', 'critical'),
  count: fc.nat(100),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('save'),
      id: fc.constantFrom('a', 'b', 'c'),
      hits: fc.integer({ min: 1, max: 30 }),
      change,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('deliver', 'sweep', 'replay') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pass'), seconds: fc.constantFrom(1, 70, 400, 4000) }) },
  fc.record({ do: fc.constant('sns'), answers: fc.array(fc.constantFrom(failed, off), { maxLength: 4 }) }),
  fc.record({
    do: fc.constant('hub'),
    answers: fc.array(fc.constantFrom<ImportOutcome>({ outcome: 'throttled', reason: 'x' }, failed, off), {
      maxLength: 6,
    }),
  }),
  fc.record({ do: fc.constant('die'), at: fc.integer({ min: 1, max: 12 }) }),
) as fc.Arbitrary<Step>; // the constants of `do` widen to text

interface Seen {
  readonly line: PublishLine;
  readonly delivered: OutboxRecord[];
  deaths: number;
}

async function run(steps: readonly Step[]): Promise<Seen> {
  const seen: Seen = { line: publishLine(), delivered: [], deaths: 0 };
  for (const one of steps) await take(one, seen);
  // Quiescence: the receivers are well, the stream runs dry, and the sweep comes by until nothing waits.
  const { line } = seen;
  line.snsAnswers.length = 0;
  line.hubAnswers.length = 0;
  await line.deliver();
  for (let n = 0; n < 4; n++) {
    line.now += 400 * second;
    await line.sweep();
  }
  return seen;
}

async function take(one: Step, seen: Seen): Promise<void> {
  const { line } = seen;
  switch (one.do) {
    case 'save':
      return line.save({ ...one.change, id: one.id }, one.hits);
    case 'deliver':
      seen.delivered.push(...line.stream);
      await line.deliver(3);
      return;
    case 'replay':
      await publish(seen.delivered, line.ports, line.now);
      return;
    case 'sweep':
      await line.sweep();
      return;
    case 'pass':
      line.now += one.seconds * second;
      return;
    case 'sns':
      line.snsAnswers.push(...one.answers);
      return;
    case 'hub':
      line.hubAnswers.push(...one.answers);
      return;
    case 'die':
      seen.deaths++;
      await dyingPublish(line, one.at);
      return;
    default:
      return one satisfies never;
  }
}

/** The invocation's later calls to the table never happen; its records stay in the stream. */
async function dyingPublish(line: PublishLine, at: number): Promise<void> {
  let calls = 0;
  const mortal = <Args extends unknown[], T>(call: (...args: Args) => Promise<T>) => {
    return (...args: Args): Promise<T> => (++calls >= at ? Promise.reject(new Error('killed')) : call(...args));
  };
  const { sink } = line;
  const findings = {
    ...sink,
    load: mortal(sink.load),
    claim: mortal(sink.claim),
    release: mortal(sink.release),
    recordSent: mortal(sink.recordSent),
    recordFailed: mortal(sink.recordFailed),
    openedCount: mortal(sink.openedCount),
    firstOpened: mortal(sink.firstOpened),
  };
  await publish([...line.stream], { ...line.ports, findings }, line.now).catch(() => undefined);
}

describe('whatever happens on the way', () => {
  it('in the end Security Hub holds the latest state, and SNS knows what it had to', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async steps => {
        const { line, deaths } = await run(steps);
        const messages = told(line);
        for (const id of ['a', 'b', 'c']) {
          if ((await line.sink.load(id)) === null) continue;
          const { finding, notifyRevision, sent } = await rowOf(line, id);
          expect(line.hub.get(id)).toMatchObject({
            RecordState: finding.state === 'active' ? 'ACTIVE' : 'ARCHIVED',
            ProductFields: { 'weir/revision': String(finding.revision) },
          });
          expect(sent.sns.revision).toBe(notifyRevision);
          expect(messages).toContain(`${id}@${notifyRevision}`);
        }
        expect(await line.sink.behind(line.now, 10)).toEqual([]);
        // Repeats come from deaths between sending and recording alone.
        if (deaths === 0) expect(new Set(messages).size).toBe(messages.length);
      }),
      { numRuns: Number(process.env.WEIR_RUNS ?? 60) },
    );
  });

  it('each revision that notifies reaches SNS, where the stream is never left to the sweep', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step.filter(one => one.do === 'save' || one.do === 'deliver' || one.do === 'replay')),
        async steps => {
          const { line, delivered } = await run([...steps, { do: 'deliver' }]);
          const wanted = delivered.flatMap(({ row }) =>
            row instanceof Error || row.notifyRevision !== row.finding.revision
              ? []
              : [`${row.finding.id}@${row.finding.revision}`],
          );
          expect(new Set(told(line))).toEqual(new Set(wanted));
          expect(told(line)).toHaveLength(wanted.length);
        },
      ),
      { numRuns: Number(process.env.WEIR_RUNS ?? 60) },
    );
  });
});
