import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { ObjectStore } from '../pipeline/index.ts';

export function s3Client(options: { readonly endpoint?: string; readonly region?: string } = {}): S3Client {
  const isLocal = options.endpoint !== undefined;
  return new S3Client({ ...options, forcePathStyle: isLocal, retryMode: 'standard', maxAttempts: 6 });
}

/** The objects of one bucket. */
export function s3ObjectStore(client: S3Client, bucket: string): ObjectStore {
  return {
    get: async key => {
      try {
        const object = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return (await object.Body?.transformToByteArray()) ?? new Uint8Array();
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
    put: async (key, bytes, contentType) => {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: contentType }));
    },
  };
}
