import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinkedDetection, LinkedInput, Value } from '../../lib/ir/index.ts';
import { linkedValues } from '../../lib/ir/index.ts';
import { field, input, minute, rule, type Told, world } from '../pipeline/scenario.ts';

function linkedInput(leg: string, parts: Partial<LinkedInput> = {}): LinkedInput {
  const users: Value = { op: 'call', function: 'array', args: [field('user'), field('uid')] };
  return {
    ...input(leg, linkedValues, ['host']),
    leg,
    role: 'follows',
    identity: 'actor',
    values: linkedValues.map(name => (name === 'users' ? users : field(name))),
    ...parts,
  };
}

const leg = (name: string) => ({ name, sources: ['generic', name], absent: `no ${name}`, unseen: `${name} unseen` });

const detection: LinkedDetection = {
  kind: 'linked',
  inputs: [
    linkedInput('client', { role: 'begins' }),
    linkedInput('file'),
    linkedInput('flow', { leg: 'transfer', identity: 'place' }),
    linkedInput('transfer'),
    linkedInput('export', { leg: 'client', role: 'begins-alone', identity: 'place' }),
  ],
  span: 15 * minute,
  legs: [leg('client'), leg('file'), leg('transfer')],
  verdicts: [
    { legs: ['client', 'file', 'transfer'], strong: [], lower: 0, confidence: 'high' },
    { legs: ['client', 'transfer'], strong: ['client'], lower: 1, confidence: 'medium' },
    { legs: ['client', 'file'], strong: ['client', 'file'], lower: 2, confidence: 'low' },
  ],
};

const told = (at: number, kind: string, fields: Record<string, string | number> = {}): Told => ({
  at,
  kind,
  host: 'h',
  ...fields,
});

async function findings(events: readonly Told[]) {
  const line = world([rule('r', detection)]);
  for (const event of events) await line.send([event]);
  return line
    .active()
    .map(({ entity, severity, missing, details, count }) => ({ entity, severity, missing, details, count }));
}

const ann = { user: 'ann', session: '7' };

describe('legs of one act', () => {
  it.each([
    {
      name: 'by session, whatever sudo made of the user',
      events: [told(0, 'client', ann), told(1, 'file', { user: 'root', session: '7' }), told(2, 'transfer', ann)],
      found: [{ user: 'ann', severity: 'medium', count: 3, missing: [] }],
    },
    {
      name: 'by user, in another session',
      events: [told(0, 'client', ann), told(1, 'file', { user: 'ann', session: '8' }), told(2, 'transfer', ann)],
      found: [{ user: 'ann', severity: 'medium', count: 3, missing: [] }],
    },
    {
      name: 'by the file that the command names',
      events: [
        told(0, 'client', { ...ann, text: 'into /x/rows.csv' }),
        told(1, 'file', { user: 'srv', path: '/x/rows.csv' }),
        told(2, 'transfer', ann),
      ],
      found: [{ user: 'ann', severity: 'medium', count: 3, missing: [] }],
    },
    {
      name: 'by the place, where the event names nobody: said, and one step lower',
      events: [told(0, 'client', ann), told(1, 'file', ann), told(900, 'flow', { source: 'vpc-flow' })],
      found: [
        {
          user: 'ann',
          severity: 'low',
          count: 3,
          missing: ['The transfer is joined by host and time alone: its event (vpc-flow) names no user.'],
        },
      ],
    },
    {
      name: 'by the place only where nothing nearer is there',
      events: [told(0, 'client', ann), told(1, 'file', ann), told(2, 'transfer', ann), told(3, 'flow')],
      found: [{ user: 'ann', severity: 'medium', count: 3, missing: [] }],
    },
    {
      name: 'a leg that is missing is named, and why it may be',
      events: [told(0, 'client', { ...ann, strength: 1, source: 'generic' }), told(1, 'transfer', ann)],
      found: [{ user: 'ann', severity: 'low', count: 2, missing: ['no file'] }],
    },
    {
      name: 'and where no source could have shown it, that',
      events: [
        told(0, 'client', { ...ann, strength: 1, source: 'else' }),
        told(1, 'transfer', { ...ann, source: 'else' }),
      ],
      found: [{ user: 'ann', severity: 'low', count: 2, missing: ['file unseen'] }],
    },
    {
      name: 'another user’s file is no leg',
      events: [told(0, 'client', ann), told(1, 'file', { user: 'bob', session: '8' }), told(2, 'transfer', ann)],
      found: [],
    },
    {
      name: 'what came before the act began, or after its time, is no leg',
      events: [told(100, 'client', ann), told(80, 'file', ann), told(1001, 'transfer', ann)],
      found: [],
    },
    {
      name: 'two names of one actor are one',
      events: [
        told(0, 'client', { user: 'ann', uid: 5 }),
        told(1, 'client', { uid: 5 }),
        told(2, 'file', { uid: 5 }),
        told(3, 'transfer', { uid: 5 }),
      ],
      found: [{ user: 'ann', severity: 'medium', count: 4, missing: [] }],
    },
    {
      name: 'who is of another realm begins only where nobody else can have',
      events: [told(0, 'export', { user: 'db', strength: 1, source: 'generic' }), told(1, 'transfer', { user: 'x' })],
      found: [
        {
          user: 'db',
          severity: 'informational',
          count: 2,
          missing: [
            'no file',
            'The transfer is joined by host and time alone: its event () names x, who may act for another.',
          ],
        },
      ],
    },
    {
      name: 'and not beside a client that was seen',
      events: [
        told(0, 'client', ann),
        told(0, 'export', { user: 'db', strength: 1 }),
        told(1, 'transfer', { user: 'x' }),
      ],
      found: [],
    },
  ])('$name', async ({ events, found }) => {
    const seen = await findings(events);
    expect(
      seen.map(({ entity, severity, count, missing }) => ({ user: entity.user, severity, count, missing })),
    ).toEqual(found);
  });

  it('a later leg raises the same finding', async () => {
    const line = world([rule('r', detection)]);
    await line.send([told(0, 'client', { ...ann, strength: 1 }), told(1, 'file', { ...ann, strength: 1 })]);
    const [low] = line.active();
    await line.send([told(300, 'transfer', ann)]);
    const [high, ...others] = line.active();
    expect([low?.severity, low?.details.confidence]).toEqual(['informational', 'low']);
    expect([high?.severity, high?.details.confidence]).toEqual(['medium', 'high']);
    expect([high?.id, others]).toEqual([low?.id, []]);
    expect(high?.revision).toBeGreaterThan(low?.revision ?? 0);
  });

  it('a flow log that comes a quarter of an hour after its flow is a leg all the same', async () => {
    const line = world([rule('r', detection)], undefined, 1800);
    await line.send([told(0, 'client', ann), told(1, 'file', ann)]);
    expect(line.active()).toEqual([]);
    await line.send([told(600, 'flow')], { arrival: 1500, now: 1500 });
    expect(line.active().map(({ severity, details }) => [severity, details.legs])).toEqual([
      ['low', 'client, file, transfer'],
    ]);
  });

  it('no order, batch or repetition of the events changes what is found', async () => {
    const event = fc
      .record({
        at: fc.integer({ min: 0, max: 5000 }),
        kind: fc.constantFrom('client', 'file', 'flow', 'transfer', 'export'),
        user: fc.constantFrom('ann', 'bob', ''),
        uid: fc.constantFrom(1, 2),
        session: fc.constantFrom('7', '8', ''),
        strength: fc.constantFrom(0, 1),
      })
      .map(({ at, kind, ...fields }) => told(at, kind, fields));
    const stream = fc.uniqueArray(event, { maxLength: 12, selector: each => each.at });
    await fc.assert(
      fc.asyncProperty(
        stream.chain(events =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
        ),
        async ([events, shuffled]) => {
          const inOrder = await findings(events.toSorted((a, b) => a.at - b.at));
          const line = world([rule('r', detection)], undefined, 10_000);
          for (const each of [...shuffled, ...shuffled.slice(0, 3)])
            await line.send([each], { arrival: 5000, now: 5000 });
          const byText = (all: readonly object[]) => all.map(each => JSON.stringify(each)).sort();
          const again = line
            .active()
            .map(({ entity, severity, missing, details, count }) => ({ entity, severity, missing, details, count }));
          expect(byText(again)).toEqual(byText(inOrder));
        },
      ),
      { numRuns: 60 },
    );
  });
});
