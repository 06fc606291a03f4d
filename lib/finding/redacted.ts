/** What stands where a secret stood. No pass takes it for a secret again, so redacting twice changes nothing. */
export const redacted = '***';
