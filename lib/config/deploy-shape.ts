import type { DeployConfig } from './config.ts';
import { list, mapping, record } from './containers.ts';
import { duration, flag, number, text, whole } from './scalars.ts';
import type { Shape } from './shape.ts';
import { optional, perSource, someOf } from './variants.ts';

const accountId = text(/^\d{12}$/, 'an account id of twelve digits');
const logGroup = text(/^[\w./#-]{1,512}$/, 'the name of a log group');
const sourceName = /^[a-z0-9-]{1,64}$/;
const dayInSeconds = 86_400;

/** State is bounded by window and lateness together, so lateness is bounded too. */
const lateness = duration(7 * dayInSeconds);

/** Longer, and what was heard would have to be kept for a month. */
const silence = duration(14 * dayInSeconds);

/** What AWS itself delivers late gets its time; all else is expected within ten minutes. */
const usualLateness = { default: 600, cloudtrail: 1200, 'vpc-flow': 1200 };

export const deployShape: Shape<DeployConfig> = record<DeployConfig>({
  archive: { shape: flag(false), says: 'Keep every record in the archive bucket, not only those that failed.' },
  archiveDays: { shape: whole(90, 1, 3650), says: 'Days after which archived objects are deleted.' },
  securityHub: { shape: flag(true), says: 'Send findings to Security Hub CSPM of this account and Region.' },
  kmsKeyArn: {
    shape: text(
      /^arn:[\w-]+:kms:[a-z0-9-]+:\d{12}:key\/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
      "a KMS key's ARN (arn:aws:kms:REGION:ACCOUNT:key/ID)",
    ),
    says: 'Encrypt with this key instead of one that the stack makes. docs/deploy.md lists what its policy must allow.',
  },
  logGroups: { shape: list(logGroup), says: 'Log groups to subscribe to.' },
  logGroupPrefixes: {
    shape: list(logGroup),
    says: "Subscribe to every log group whose name begins so, tomorrow's included (one policy for the whole account and Region).",
  },
  organizationId: {
    shape: text(/^o-[a-z0-9]{10,32}$/, 'an organization id (o-…)'),
    says: 'Accounts of this organization may subscribe their log groups.',
  },
  sourceAccounts: { shape: list(accountId), says: 'These accounts may subscribe their log groups.' },
  eventBridge: {
    shape: someOf(['cloudtrail', 'guardduty']),
    says: 'Take CloudTrail calls (read-only ones included) and GuardDuty findings of this account from EventBridge.',
  },
  concurrency: {
    shape: optional(whole(10, 1, 1000)),
    says: "Most executions of the detect function at a time, reserved for it; left out, the account's limit holds.",
  },
  latenessSeconds: {
    key: 'lateness',
    shape: perSource(lateness, mapping(lateness, sourceName), usualLateness),
    says: 'How late an event may arrive and still be correlated: one duration, or one per source and `default`.',
  },
  silentAfterSeconds: {
    key: 'silentAfter',
    shape: perSource(silence, mapping(silence, sourceName), {}),
    says: 'A source that was seen and then brings nothing for so long is a finding: one duration, or one per source and `default`. Left out, silence is no finding.',
  },
  bufferMebibytes: {
    shape: number(1, 0.2, 3),
    says: 'Firehose calls detect when it has gathered this much of one stream …',
  },
  bufferSeconds: { shape: whole(10, 0, 900), says: '… or after this many seconds.' },
  inflateMebibytes: { shape: whole(64, 1, 512), says: 'A record that unpacks to more is refused and put aside.' },
  redriveDays: {
    shape: whole(3, 1, 14),
    says: 'Days for which a failed record can come back and still be correlated.',
  },
  stormAfter: {
    shape: whole(50, 1, 100_000),
    says: 'A rule that opens more findings in an hour goes on in one storm finding; the others are stored, not sent.',
  },
  logDays: { shape: whole(30, 1, 3653), says: "Days for which the functions' own logs are kept." },
});
