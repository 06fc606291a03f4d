import type { AsffFinding, AsffPlace } from './asff-types.ts';
import type { Finding } from './finding.ts';
import type { SnsMessage } from './sns-message.ts';

/** What a receiver made of one finding. */
export type SendOutcome =
  | { readonly outcome: 'sent' }
  /** This finding itself is not acceptable, and will not become so. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** The receiver could not, this time: throttled, down, unreachable. */
  | { readonly outcome: 'failed'; readonly reason: string }
  /** The receiver takes nothing from us until somebody changes something: not subscribed, no permission, no topic. */
  | { readonly outcome: 'off'; readonly reason: string };

/** Publishes one message to the topic of findings. Never throws. */
export type SnsSender = (message: SnsMessage) => Promise<SendOutcome>;

/** Security Hub's BatchImportFindings, one call. */
export interface SecurityHubPort {
  readonly place: AsffPlace;
  /** Never throws. */
  readonly importBatch: (findings: readonly AsffFinding[]) => Promise<ImportOutcome>;
}

export type ImportOutcome =
  /** The call was answered; these of its findings were not taken, by id. */
  | { readonly outcome: 'answered'; readonly failed: ReadonlyMap<string, SendOutcome> }
  /** The whole call was refused because of something in it. */
  | { readonly outcome: 'invalid'; readonly reason: string }
  | { readonly outcome: 'throttled'; readonly reason: string }
  | { readonly outcome: 'failed'; readonly reason: string }
  | { readonly outcome: 'off'; readonly reason: string };

/** Keeps whole documents whose findings had to be cut, and says where. */
export interface OverflowStore {
  readonly put: (finding: Finding) => Promise<string>;
}
