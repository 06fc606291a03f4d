import { createHash } from 'node:crypto';
import type { OverflowStore } from '../finding/index.ts';
import type { ObjectStore } from '../pipeline/index.ts';

/** Everything under it is a whole finding that did not fit where it was sent. */
export const overflowPrefix = 'overflow/';

/** Whole findings as objects named by their content, so that writing one again changes nothing. */
export function s3OverflowStore(objects: ObjectStore, bucket: string): OverflowStore {
  return {
    put: async finding => {
      const bytes = Buffer.from(JSON.stringify(finding));
      const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
      const key = `${overflowPrefix}${encodeURIComponent(finding.id)}/${hash}.json`;
      await objects.put(key, bytes, 'application/json');
      return `s3://${bucket}/${key}`;
    },
  };
}
