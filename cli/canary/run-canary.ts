import { canaryLines, undoingLines } from './canary-lines.ts';
import { whyNoHub, whyNoMessage, whyNotArchived } from './causes.ts';
import type { CanaryPorts, Leg } from './ports.ts';

export interface CanaryOptions {
  readonly canary: string;
  readonly timeoutSeconds: number;
  /** Does the stack send to Security Hub at all? */
  readonly usesHub: boolean;
}

const pollMillis = 500;

/** Sends a sample, follows it to the end of every leg, and undoes it. Says each leg as soon as it is known. */
export async function runCanary(
  options: CanaryOptions,
  ports: CanaryPorts,
  say: (leg: Leg) => void,
): Promise<readonly Leg[]> {
  const legs: Leg[] = [];
  const tell = (leg: Leg): void => {
    legs.push(leg);
    say(leg);
  };
  const sentAt = ports.now();
  const put = await putting(canaryLines(options.canary, sentAt), sentAt, ports);
  tell(put);
  if (put.outcome === 'failed') return legs;
  const row = await found(options, sentAt, ports);
  tell(row === null ? await notFound(options, sentAt, ports) : foundAt(sentAt, ports));
  if (row !== null) {
    const [message, record] = await Promise.all([
      messageLeg(options, sentAt, ports),
      hubLeg(options, row.finding.id, sentAt, ports),
    ]);
    tell(message);
    tell(record);
  }
  // Also where nothing was found: what comes late must not stay open.
  tell(await archive(options, sentAt, row?.finding.id ?? '', ports));
  return legs;
}

async function putting(lines: readonly string[], sentAt: number, ports: CanaryPorts): Promise<Leg> {
  try {
    await ports.put(lines);
    return { name: 'stream', outcome: 'ok', seconds: since(sentAt, ports), says: 'took the sample', cause: '' };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    const cause = /NotFound/.test(name)
      ? 'It is not there any more: deploy the stack again.'
      : 'Your credentials may not write to it (policy ProducersPolicyArn of the stack), or it is throttled.';
    return { name: 'stream', outcome: 'failed', seconds: null, says: `refused it: ${name}: ${message}`, cause };
  }
}

function found({ canary, timeoutSeconds }: CanaryOptions, sentAt: number, ports: CanaryPorts) {
  return until(timeoutSeconds, ports, () => ports.find(canary, sentAt));
}

function foundAt(sentAt: number, ports: CanaryPorts): Leg {
  const says = 'holds the finding: detection, state and correlation work';
  return { name: 'findings table', outcome: 'ok', seconds: since(sentAt, ports), says, cause: '' };
}

async function notFound({ timeoutSeconds }: CanaryOptions, sentAt: number, ports: CanaryPorts): Promise<Leg> {
  const says = `got no finding within ${timeoutSeconds} seconds`;
  const cause =
    (await ports.lookAtWay(sentAt)) ||
    'Nothing failed visibly. Firehose waits for deploy.bufferSeconds before it calls detect (--timeout waits longer); else see the alarms, and the log groups of the stream and of detect. Is the rule weir.canary disabled?';
  return { name: 'findings table', outcome: 'failed', seconds: null, says, cause };
}

/** The publisher's own record in the finding's row says that SNS took it; who gets it, the topic's subscriptions. */
async function messageLeg({ canary, timeoutSeconds }: CanaryOptions, sentAt: number, ports: CanaryPorts): Promise<Leg> {
  const sent = await until(timeoutSeconds, ports, async () => {
    const row = await ports.find(canary, sentAt);
    return row !== null && row.sent.sns.revision > 0 ? row : null;
  });
  const seconds = since(sentAt, ports);
  const subscribers = await ports.subscribers();
  if (sent !== null && subscribers !== null && subscribers.confirmed > 0) {
    const says = `took the message, for ${subscribers.confirmed} confirmed subscription${subscribers.confirmed === 1 ? '' : 's'}`;
    return { name: 'SNS', outcome: 'ok', seconds, says, cause: '' };
  }
  const says =
    sent === null ? `took no message within ${timeoutSeconds} seconds` : 'took the message, and nobody gets it';
  const row = sent ?? (await ports.find(canary, sentAt));
  return { name: 'SNS', outcome: 'failed', seconds: null, says, cause: whyNoMessage(ports.topic, subscribers, row) };
}

async function hubLeg(options: CanaryOptions, finding: string, sentAt: number, ports: CanaryPorts): Promise<Leg> {
  const { canary, timeoutSeconds, usesHub } = options;
  if (!usesHub) {
    const says = 'is not used by this stack (deploy.securityHub: false)';
    return { name: 'Security Hub', outcome: 'off', seconds: null, says, cause: '' };
  }
  const record = await until(timeoutSeconds, ports, async () => {
    const seen = await ports.recordInHub(finding);
    return seen === 'absent' ? null : seen;
  });
  if (record === 'ACTIVE' || record === 'ARCHIVED') {
    const seconds = since(sentAt, ports);
    return { name: 'Security Hub', outcome: 'ok', seconds, says: 'shows the finding', cause: '' };
  }
  const says = record === 'off' ? 'takes nothing' : `showed no finding within ${timeoutSeconds} seconds`;
  const cause = whyNoHub(record, await ports.find(canary, sentAt));
  return { name: 'Security Hub', outcome: 'failed', seconds: null, says, cause };
}

async function archive(options: CanaryOptions, sentAt: number, finding: string, ports: CanaryPorts): Promise<Leg> {
  const { canary, timeoutSeconds, usesHub } = options;
  const begun = ports.now();
  const put = await putting(undoingLines(canary, sentAt), begun, ports);
  if (put.outcome === 'failed') return { ...put, name: 'archived', says: `the stream ${put.says}` };
  if (finding === '') {
    const says = 'was asked for as well, in case the sample still arrives';
    return { name: 'archived', outcome: 'off', seconds: null, says, cause: '' };
  }
  const over = await until(timeoutSeconds, ports, async () => {
    const row = await ports.find(canary, sentAt);
    if (row?.finding.state !== 'retracted') return null;
    const record = usesHub ? await ports.recordInHub(finding) : 'absent';
    return record === 'ACTIVE' ? null : record;
  });
  if (over !== null) {
    const says = `the finding is retracted${over === 'ARCHIVED' ? ', and archived in Security Hub' : ''}`;
    return { name: 'archived', outcome: 'ok', seconds: since(begun, ports), says, cause: '' };
  }
  const row = await ports.find(canary, sentAt);
  const says = `not within ${timeoutSeconds} seconds`;
  return { name: 'archived', outcome: 'failed', seconds: null, says, cause: whyNotArchived(row, finding) };
}

/** Asks until there is an answer; null where none came in time. The last question is asked when the time is up. */
async function until<T>(seconds: number, ports: CanaryPorts, ask: () => Promise<T | null>): Promise<T | null> {
  const end = ports.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== null || ports.now() >= end) return answer;
    await ports.wait(pollMillis);
  }
}

function since(start: number, ports: CanaryPorts): number {
  return (ports.now() - start) / 1000;
}
