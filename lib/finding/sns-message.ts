import { cleanLine, cutText } from './clean-text.ts';
import type { Finding } from './finding.ts';
import type { NotifyReason } from './finding-sink.ts';
import { renderLine, renderText } from './text.ts';

/** What is published, in SNS's own terms but for the topic. */
export interface SnsMessage {
  readonly subject: string;
  /** `MessageStructure: json`: text for email and SMS, the finding's document for all others. */
  readonly message: string;
  /** At most 10, for filter policies; a list where the finding has several, left out where it has none. */
  readonly attributes: Readonly<Record<string, SnsAttribute>>;
}

export interface SnsAttribute {
  readonly type: 'String' | 'String.Array';
  readonly value: string;
}

/** SNS's own limits. */
export const mostMessageBytes = 262_144;
const longestSubject = 100;
const longestSms = 300;
const longestAttribute = 256;

export function renderSnsMessage(finding: Finding, reason: NotifyReason | null): SnsMessage {
  return {
    subject: asciiLine(renderLine(finding, reason, longestSubject)),
    message: JSON.stringify({
      default: JSON.stringify(finding),
      email: renderText(finding, reason),
      sms: renderLine(finding, reason, longestSms),
    }),
    attributes: attributesOf(finding),
  };
}

/** As SNS counts: the message, and each attribute's name, type and value. */
export function messageBytes({ message, attributes }: SnsMessage): number {
  return Object.entries(attributes).reduce(
    (sum, [name, { type, value }]) => sum + Buffer.byteLength(name + type + value),
    Buffer.byteLength(message),
  );
}

function attributesOf(finding: Finding): Record<string, SnsAttribute> {
  const values: readonly (readonly [string, readonly string[]])[] = [
    ['severity', [finding.severity]],
    ['rule', [finding.rule]],
    ['tactic', finding.attack.tactics],
    ['account', [finding.account]],
    ['region', [finding.region]],
    ['state', [finding.state]],
    ['source', finding.sources],
    ['finding', [finding.id]],
  ];
  return Object.fromEntries(
    values.flatMap(([name, texts]): [string, SnsAttribute][] => {
      const shown = texts.map(text => cleanLine(cutText(text, longestAttribute))).filter(text => text !== '');
      const [first] = shown;
      if (first === undefined) return [];
      const several: SnsAttribute = { type: 'String.Array', value: JSON.stringify(shown) };
      return [[name, shown.length === 1 ? { type: 'String', value: first } : several]];
    }),
  );
}

/** A subject is ASCII and begins with a letter, a digit or a mark. */
function asciiLine(text: string): string {
  return text
    .replace(/…$/, '...')
    .replace(/[^ -~]/gu, '?')
    .slice(0, longestSubject)
    .trim();
}
