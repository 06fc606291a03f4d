import { describe, expect, it } from 'vitest';
import { hitEvidence, makeFinding } from '../../lib/finding/index.ts';
import { decision, dumpFields, hit, midnight, parts, rule, second, view } from './samples.ts';

describe('a decision becomes a finding', () => {
  const finding = makeFinding(parts());

  it('says what the rule says, with the event in its place', () => {
    expect(finding.title).toBe('Database dumped by deploy');
    expect(finding.description).toBe('mysqldump ran on db-3 as `mysqldump -u root -p*** --all-databases`.');
    expect(finding.triage).toEqual(['Ask deploy about unknown']);
    expect(finding).toMatchObject({ state: 'active', severity: 'high', count: 1, revision: 1, capped: false });
  });

  it('is about the key, by its names, and tells who took part', () => {
    expect(finding.entity).toEqual({ host: 'db-3', user: 'deploy' });
    expect(finding.seen).toEqual({ host: ['db-3'], user: ['deploy'] });
  });

  it('takes the host and the user of its events where the rule has no key', () => {
    const { entity } = makeFinding(parts({ decision: decision({ key: [], keyNames: [] }) }));
    expect(entity).toEqual({ host: 'db-3', user: 'deploy' });
  });

  it('knows where the events came from', () => {
    expect(finding).toMatchObject({ account: '123456789012', region: 'eu-west-1', sources: ['ecs'] });
    expect(finding.firstSeen).toBe('2026-03-01T00:00:00.000Z');
  });

  it('says the same of an event that only state remembers', () => {
    const { events } = parts();
    const hits = [{ ...hit('e1'), evidence: hitEvidence(view('e1', dumpFields)) }];
    const remembered = makeFinding(parts({ decision: decision({ hits }), events: new Map() }));
    expect(remembered).toEqual(makeFinding(parts({ decision: decision({ hits }), events })));
  });

  it('holds no secret anywhere', () => expect(JSON.stringify(finding)).not.toContain('S3cr3tPw'));

  it('counts events, not hits, and shows both ends of many', () => {
    const hits = Array.from({ length: 500 }, (_, n) => hit(`e${n}`, midnight + n * second));
    const many = makeFinding(
      parts({ decision: decision({ hits: [...hits, hit('e499', midnight + 499 * second, 1)] }) }),
    );
    expect(many.count).toBe(500);
    expect(many.evidence).toHaveLength(100);
    expect(many.evidence[0]?.event).toBe('e0');
    expect(many.evidence.at(-1)?.event).toBe('e499');
    expect(many.lastSeen).toBe('2026-03-01T00:08:19.000Z');
  });

  it('names the legs of its evidence', () => {
    const two = decision({ hits: [hit('e1'), hit('e2', midnight + second, 1)] });
    expect(makeFinding(parts({ decision: two, legNames: ['dump', 'transfer'] })).evidence.map(e => e.leg)).toEqual([
      'dump',
      'transfer',
    ]);
  });

  it('is seen at its due time where nothing happened', () => {
    const absent = decision({ hits: [], closesAt: midnight + second });
    expect(makeFinding(parts({ decision: absent })).firstSeen).toBe('2026-03-01T00:00:01.000Z');
  });

  it('renders measures before fields', () => {
    const described = rule({ description: '{{ event_count }} times by {{@user.name}}' });
    const counted = decision({ measures: { event_count: 12 } });
    const made = makeFinding(parts({ rule: described, decision: counted }));
    expect(made.description).toBe('12 times by deploy');
    expect(made.details).toEqual({ event_count: 12 });
  });
});

describe('hostile events are harmless', () => {
  it.each([
    ['lone surrogates', '\ud800x\udfff', '\\ud800x\\udfff'],
    ['terminal escapes', '\u001b[31mred', '\\u001b[31mred'],
    ['text direction', 'a\u202eb', 'a\\u202eb'],
    ['line ends', 'a\r\nb', 'a b'],
  ])('%s', (_, name, shown) => {
    const events = new Map([['e1', view('e1', { ...dumpFields, user: { name } })]]);
    expect(makeFinding(parts({ events })).title).toBe(`Database dumped by ${shown}`);
  });

  it('ten megabytes in a field and a prototype as a key', () => {
    const fields = JSON.parse(
      `{"message": "${'A'.repeat(10_000_000)}", "__proto__": {"polluted": 1}, "process": {"args": {"__proto__": {"polluted": 1}}}}`,
    );
    const made = makeFinding(parts({ events: new Map([['e1', view('e1', fields)]]) }));
    expect(JSON.stringify(made).length).toBeLessThan(20_000);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
