import {
  BatchImportFindingsCommand,
  type ImportFindingsError,
  SecurityHubClient,
  type SecurityHubClientConfig,
} from '@aws-sdk/client-securityhub';
import type { AsffPlace, ImportOutcome, SecurityHubPort, SendOutcome } from '../finding/index.ts';

/** Without the SDK's own retries: what throttling means is decided where batches are. */
export function securityHubClient(options: SecurityHubClientConfig = {}): SecurityHubClient {
  return new SecurityHubClient({
    ...options,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
  });
}

/** Findings to Security Hub CSPM, as a custom product of the account and Region that weir runs in. */
export function securityHubPort(client: SecurityHubClient, place: AsffPlace): SecurityHubPort {
  return {
    place,
    importBatch: async findings => {
      try {
        const answer = await client.send(new BatchImportFindingsCommand({ Findings: [...findings] }));
        const failed = (answer.FailedFindings ?? []).map(one => [one.Id ?? '', failedOutcome(one)] as const);
        return { outcome: 'answered', failed: new Map(failed) };
      } catch (error) {
        return importOutcome(error);
      }
    },
  };
}

/** The service's own trouble with one finding, or its limits: it may be offered again. */
const passingCodes = /Internal|Throttl|TooManyRequests|LimitExceeded|Unavailable|Timeout/i;
const offCodes = /InvalidAccess|AccessDenied/i;

function failedOutcome({ ErrorCode = '', ErrorMessage = '' }: ImportFindingsError): SendOutcome {
  const reason = `${ErrorCode}: ${ErrorMessage}`;
  if (offCodes.test(ErrorCode)) return { outcome: 'off', reason };
  return { outcome: passingCodes.test(ErrorCode) ? 'failed' : 'refused', reason };
}

/** What an error of the whole call means. */
export function importOutcome(error: unknown): ImportOutcome {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const reason = `${name}: ${message}`;
  switch (name) {
    case 'InvalidAccessException':
      return { outcome: 'off', reason: `Security Hub CSPM is not enabled in this account and Region (${message})` };
    case 'AccessDeniedException':
      // Security Hub says this of a wrong account or Region too.
      return { outcome: 'off', reason: `no permission, or not the account and Region of the product (${message})` };
    case 'InvalidInputException':
      return { outcome: 'invalid', reason };
    case 'LimitExceededException':
    case 'TooManyRequestsException':
    case 'ThrottlingException':
    case 'Throttling':
      return { outcome: 'throttled', reason };
    default:
      return { outcome: 'failed', reason };
  }
}
