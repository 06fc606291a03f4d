/** Names whose values are secrets, as the end of a name: `masterUserPassword`, `aws_secret_access_key`, `x-api-key`. */
export const secretName =
  'passw(?:or)?d|passphrase|(?<![a-z])pass|pwd|secret(?:[_-]?(?:access|client))?(?:[_-]?key)?|secret[_-]?(?:string|binary)' +
  '|token|api[_-]?key|private[_-]?key|encryption[_-]?key|account[_-]?key|shared[_-]?key|signature|requirepass|masterauth' +
  '|connection[_-]?string';

const secretEnding = new RegExp(`(?:${secretName}|authorization|credentials)$`, 'i');

/** Tokens that only keep a request from being made twice, or say where the next page begins. */
export const harmlessToken = /(?:client|request|next|continuation|idempotency|pagination)[_-]?(?=token)/i;

/** Is this field's value a secret, by its name? `secretId`, `passwordLastUsed` and `tokens` are not. */
export function isSecretKey(key: string): boolean {
  const ending = key.slice(-40);
  return secretEnding.test(ending) && !harmlessToken.test(ending) && ending !== 'PWD' && ending !== 'pwd';
}
