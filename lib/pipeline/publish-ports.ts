import type { FindingSink, Receiver, SecurityHubPort, SnsSender } from '../finding/index.ts';

/** What publishing needs of the world. A receiver that the configuration leaves out is null. */
export interface PublishPorts {
  readonly findings: FindingSink;
  readonly sns: SnsSender | null;
  readonly securityHub: SecurityHubPort | null;
  readonly wait: (millis: number) => Promise<void>;
  /** A rule that opens more findings in an hour goes on in one storm finding. */
  readonly stormAfter: number;
}

/** What became of one finding at one receiver. */
export interface Sending {
  readonly id: string;
  readonly receiver: Receiver;
  readonly revision: number;
  readonly outcome: 'sent' | 'refused' | 'failed' | 'off' | 'unrecorded';
  /** '' where all went well. */
  readonly reason: string;
  /** How long the revision had waited. */
  readonly lagSeconds: number;
}
