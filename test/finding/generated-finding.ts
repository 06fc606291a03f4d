import fc from 'fast-check';
import { type JsonObject, revised } from '../../lib/event/index.ts';
import { type Finding, makeFinding } from '../../lib/finding/index.ts';
import { severities } from '../../lib/rule/index.ts';
import { decision, hit, midnight, parts, rule, second, view } from './samples.ts';

/** Text as an attacker would have it: any UTF-16, halves of characters, controls, and now and then far too much. */
const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    '\ud800',
    '\u0000\u001b[2J',
    '{{ user.name }}',
    '"\\"',
    '__proto__',
    'arn:aws:iam::123456789012:user/x/y',
  ),
  fc
    .tuple(fc.constantFrom('A', '"', '\\', '€', '😀', '\u0001', ' '), fc.integer({ min: 1, max: 30_000 }))
    .map(([c, n]) => c.repeat(n)),
);

const identifiers = fc.oneof(
  hostileText,
  fc.constantFrom('i-0123456789abcdef0', 'host', 'db-3', '10.0.0.1', 'us-east-1'),
);

const fields: fc.Arbitrary<JsonObject> = fc.record({
  host: fc.record({ id: identifiers, name: identifiers }),
  user: fc.record({ name: hostileText }),
  process: fc.record({
    name: hostileText,
    executable: hostileText,
    command_line: hostileText,
    pid: fc.oneof(fc.integer(), fc.double()),
  }),
  container: fc.record({ id: identifiers, name: hostileText, image: fc.record({ name: hostileText }) }),
  cloud: fc.record({ account: fc.record({ id: identifiers }), region: identifiers }),
  source: fc.record({ ip: identifiers }),
  aws: fc.record({ cloudtrail: fc.record({ user_identity: fc.record({ arn: hostileText }) }) }),
  message: fc.jsonValue().map(value => value as string),
});

/** Findings of any content that makeFinding can be given. */
export const generatedFinding: fc.Arbitrary<Finding> = fc
  .record({
    texts: fc.array(hostileText, { minLength: 8, maxLength: 40 }),
    events: fc.array(fields, { maxLength: 12 }),
    extra: fc.integer({ min: 0, max: 300 }),
    severity: fc.constantFrom(...severities),
    holds: fc.boolean(),
    entities: fc.integer({ min: 0, max: 1000 }),
    logGroup: fc.oneof(hostileText, fc.constantFrom('/aws/rds/instance/shop/error', '/aws/rds/cluster/shop/audit')),
    account: fc.constantFrom('', '123456789012', '210987654321', 'x'),
    region: fc.constantFrom('', 'eu-west-1', 'cn-north-1', 'us-gov-east-1', 'moon'),
  })
  .map(({ texts, events, extra, severity, holds, entities, logGroup, account, region }) => {
    const [id = '', title = '', description = ''] = texts;
    const hits = [...events.keys(), ...Array.from({ length: extra }, (_, n) => events.length + n)].map(n =>
      hit(`${id}${n}`, midnight + n * second, n % 3),
    );
    const views = events.map((record, n) => {
      const one = view(`${id}${n}`, record, midnight + n * second);
      return { ...one, event: revised(one.event, { origin: { ...one.event.origin, account, region, logGroup } }) };
    });
    const guidance = {
      why: description,
      severityReason: title,
      triage: texts,
      falsePositives: texts,
      response: texts,
      references: texts,
    };
    const many = Array.from({ length: entities }, (_, n) => `${title.slice(0, 1000)}${n}`);
    return makeFinding(
      parts({
        rule: rule({
          id: `r${id}`,
          title,
          description,
          severity,
          guidance,
          attack: { tactics: texts, techniques: texts },
        }),
        decision: decision({
          findingId: 'f1',
          hits,
          key: many,
          keyNames: many.map((_, n) => `${description.slice(0, 300)}${n}`),
          holds,
          measures: { texts, n: entities },
        }),
        legNames: texts,
        events: new Map(views.map(one => [one.event.id, one])),
        missing: texts,
      }),
    );
  });
