import type { FindingRow } from '../../lib/finding/index.ts';
import type { Subscribers } from './ports.ts';

export function whyNoMessage(topic: string, subscribers: Subscribers, row: FindingRow | null): string {
  if (subscribers === null) return `The findings topic ${topic} is gone: deploy the stack again.`;
  const { confirmed, pending } = subscribers;
  if (row !== null && row.sent.sns.revision > 0 && confirmed === 0) {
    return pending > 0
      ? `The topic has no confirmed subscription; ${pending} still wait for a click in their email.`
      : `The topic is unsubscribed: aws sns subscribe --topic-arn ${topic} --protocol email --notification-endpoint YOU`;
  }
  const reason = row?.sent.sns.reason ?? '';
  if (reason !== '') return `SNS refused the message: ${reason}`;
  return 'publish could not send it: its log says why (the topic, its policy, the key). The sweep tries again every minute.';
}

export function whyNoHub(record: string | null, row: FindingRow | null): string {
  if (record === 'off') {
    return 'Security Hub CSPM is off in this account and Region: enable it, or set deploy.securityHub: false in weir.yml.';
  }
  const reason = row?.sent.securityHub.reason ?? '';
  if (reason !== '') return `Security Hub refused the finding: ${reason}`;
  if (row !== null && row.sent.securityHub.revision > 0) {
    return 'Security Hub took the finding and does not show it yet; look again in a minute.';
  }
  return 'publish could not import it: its log says why (Security Hub CSPM off, no permission, throttled).';
}

export function whyNotArchived(row: FindingRow | null, finding: string): string {
  if (row?.finding.state === 'retracted')
    return `It is retracted in the findings table, but Security Hub still shows finding ${finding} as active. The sweep tries again every minute.`;
  return `The finding ${finding} stays open: see the log of detect. It is informational, and may be closed by hand.`;
}
