import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completedSequences } from '../../lib/correlation/index.ts';
import { anyStream } from './arbitrary-stream.ts';
import { detectionOf, hitsOf, oracle, type Stream } from './sequence-oracle.ts';

const completed = (stream: Stream) =>
  completedSequences(detectionOf(stream), hitsOf(stream)).map(({ matched }) => matched.map(hit => hit.sequence));

describe('sequences', () => {
  it('are those of the oracle, in any stream', () => {
    fc.assert(
      fc.property(anyStream, stream => {
        expect(completed(stream)).toEqual(oracle(stream));
      }),
      { numRuns: 1_500 },
    );
  });

  it('depend on nothing farther away than the span', () => {
    fc.assert(
      fc.property(anyStream, stream => {
        const { maxSpan } = stream;
        for (const matched of completed(stream)) {
          const end = stream.events[matched.at(-1) ?? -1]?.time ?? 0;
          const near = stream.events.map(event =>
            event.time >= end - maxSpan && event.time <= end + maxSpan ? event : { ...event, legs: [] },
          );
          expect(completed({ ...stream, events: near })).toContainEqual(matched);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** Letters are steps in their order, `u` expires; upper and lower case stand for two keys. */
describe('one at a time per stage, the newest wins', () => {
  const plain = (text: string, steps: string, options: Partial<Stream> = {}): Stream => ({
    steps: [...steps.replaceAll('!', '')].map(letter => ({ missing: steps.includes(`!${letter}`), runs: 1 })),
    hasUntil: text.includes('u'),
    maxSpan: Number.MAX_SAFE_INTEGER,
    events: [...text].map((letter, time) => ({
      time,
      legs:
        letter === 'u'
          ? [steps.replaceAll('!', '').length]
          : letter === '.'
            ? []
            : [steps.replaceAll('!', '').indexOf(letter)],
    })),
    ...options,
  });

  it.each([
    { name: 'a newer beginning takes the place of an older', text: 'aab', steps: 'ab', expected: [[1, 2]] },
    { name: 'a completed one is consumed', text: 'abb', steps: 'ab', expected: [[0, 1]] },
    { name: 'a beginning waits behind one that is further on', text: 'abac', steps: 'abc', expected: [[0, 1, 3]] },
    { name: 'and overtakes it where it comes as far', text: 'ababc', steps: 'abc', expected: [[2, 3, 4]] },
    { name: 'the first event that fits carries it on', text: 'abbc', steps: 'abc', expected: [[0, 1, 3]] },
    { name: 'an expiring event between ends it', text: 'aub', steps: 'ab', expected: [] },
    { name: 'an expiring event after it does not', text: 'abu', steps: 'ab', expected: [[0, 1]] },
    { name: 'what must be missing between is', text: 'ac', steps: 'a!bc', expected: [[0, 1]] },
    { name: 'or is not', text: 'abc', steps: 'a!bc', expected: [] },
    { name: 'both ends of the span count', text: 'a..b', steps: 'ab', options: { maxSpan: 3 }, expected: [[0, 3]] },
    { name: 'and not a moment more', text: 'a...b', steps: 'ab', options: { maxSpan: 3 }, expected: [] },
    {
      name: 'missing at the end: to the end of the span',
      text: 'a..b',
      steps: 'a!b',
      options: { maxSpan: 3 },
      expected: [],
    },
    { name: 'and no longer', text: 'a...b', steps: 'a!b', options: { maxSpan: 3 }, expected: [[0]] },
    {
      name: 'missing at the start: from the start of the span',
      text: 'a..b',
      steps: '!ab',
      options: { maxSpan: 3 },
      expected: [],
    },
    { name: 'and no earlier', text: 'a...b', steps: '!ab', options: { maxSpan: 3 }, expected: [[4]] },
  ])('$name: $text', ({ text, steps, options, expected }) => {
    const stream = plain(text, steps, options);
    expect(completed(stream)).toEqual(expected);
    expect(oracle(stream)).toEqual(expected);
  });

  it('gives Elastic’s documented example: two users, each a machine of its own', () => {
    // attrib, bash, cat of root are a, b, c; those of elkbee A, B, C. Numbers in the documentation begin at 1.
    const log = 'aaBbbAaBcCc';
    const ofUser = (isUser: (letter: string) => boolean) =>
      completed(plain([...log].map(letter => (isUser(letter) ? letter.toLowerCase() : '.')).join(''), 'abc')).map(
        matched => matched.map(at => at + 1),
      );
    expect(ofUser(letter => letter === letter.toLowerCase())).toEqual([[2, 4, 9]]);
    expect(ofUser(letter => letter === letter.toUpperCase())).toEqual([[6, 8, 10]]);
  });
});
