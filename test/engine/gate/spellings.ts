import fc from 'fast-check';

/** Texts that rules look for and logs hold: some differ from themselves as JSON spells them, or fold to ASCII, or are numbers. */
const texts = [
  'CreateUser',
  'StopLogging',
  'root',
  'AssumedRole',
  'iam/path/to-a-role',
  'say "hello there"',
  'Kelvin\u212ascale',
  'kelvinkscale',
  'long\u017fword',
  'longsword',
  'back\\slash\\text',
  'Übergrößen',
  'true',
  'null',
  'Infinity',
  '100000',
  '1e5',
  '-7.25',
  '{"a":1}',
  '["CreateUser"]',
  '{"a":"CreateUser","b":[true,100000]}',
];

/** What a rule looks for: one of the texts, or a piece of one. */
export const values: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...texts), fc.nat(3), fc.nat(3), fc.boolean())
  .map(([text, head, tail, isWhole]) => (isWhole ? text : text.slice(head, text.length - tail) || text));

/** A JSON text, whatever its spelling. */
export type Spelt = string;

const blank = fc.constantFrom('', '', '', ' ', '\t', '  ');

/** Each letter as itself, by its code, or by the escape that it has. */
function spelt(text: string): fc.Arbitrary<Spelt> {
  const letters = Array.from({ length: text.length }, (_, at) => text.charAt(at));
  return fc
    .array(fc.nat(30), { minLength: letters.length, maxLength: letters.length })
    .map(choices => `"${letters.map((letter, at) => spellLetter(letter, choices[at] ?? 0)).join('')}"`);
}

function spellLetter(letter: string, choice: number): string {
  if (choice === 0) return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  if (letter === '/' && choice < 15) return '\\/';
  return JSON.stringify(letter).slice(1, -1);
}

const cased = fc.constantFrom(
  (text: string) => text,
  (text: string) => text.toLowerCase(),
  (text: string) => text.toUpperCase(),
);

const scalar: fc.Arbitrary<Spelt> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.constantFrom(...texts), cased).chain(([text, change]) => spelt(change(text))) },
  fc.constantFrom('1e5', '100000', '100000.0', '1E+5', '-7.25', '-0', '1e999', 'true', 'false', 'null'),
);

const { value } = fc.letrec<{ value: Spelt; array: Spelt; object: Spelt }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 5, arbitrary: scalar },
    tie('array'),
    tie('object'),
  ),
  array: fc
    .tuple(fc.array(tie('value'), { maxLength: 3 }), blank)
    .map(([members, space]) => `[${space}${members.join(`${space},${space}`)}${space}]`),
  object: objectOf(['type', 'n', 'a', 'b', 'eventName', 'n.m'], tie('value')),
}));

/** Keys may come twice, escaped, and with blanks around them. */
function objectOf(keys: readonly string[], of: fc.Arbitrary<Spelt>): fc.Arbitrary<Spelt> {
  const member = fc
    .tuple(fc.constantFrom(...keys).chain(spelt), blank, blank, of)
    .map(([key, before, after, text]) => `${key}${before}:${after}${text}`);
  return fc
    .tuple(fc.array(member, { maxLength: 6 }), blank)
    .map(([members, space]) => `{${space}${members.join(`,${space}`)}${space}}`);
}

const outermost = [
  'eventName',
  'eventName',
  'requestParameters',
  'userIdentity',
  'userIdentity.type',
  'log',
  'Records',
];

/** A whole record of CloudTrail's, spelt in any way after its opening. */
export const spelling: fc.Arbitrary<Spelt> = fc
  .tuple(objectOf(['type', 'sessionContext'], value), objectOf(outermost, value), fc.boolean())
  .map(([identity, rest, isBare]) => {
    const opened = isBare ? '{"type":"Root"}' : identity;
    const tail = rest.slice(1).trimStart();
    return `{"eventVersion":"1.08","userIdentity":${opened}${tail.startsWith('}') ? '' : ','}${tail}`;
  });
