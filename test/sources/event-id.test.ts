import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashOf } from '../../lib/sources/event-id.ts';

it('an identity is the first 132 bits of SHA-256 over each fact behind its length', () =>
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), facts => {
      const hash = createHash('sha256');
      for (const fact of facts) hash.update(`${fact.length}:`).update(fact);
      expect(hashOf(facts)).toBe(hash.digest('base64url').slice(0, 22));
    }),
  ));
