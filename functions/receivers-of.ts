import type { Receiver } from '../lib/finding/index.ts';
import type { Environment } from './environment.ts';

/** Whom findings are sent to: what nobody waits for is never behind. */
export function receiversOf({ securityHub }: Pick<Environment, 'securityHub'>): readonly Receiver[] {
  return securityHub ? ['sns', 'securityHub'] : ['sns'];
}
