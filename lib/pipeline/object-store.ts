/** Objects by key, as in a bucket. Implementations: S3 (lib/aws), a folder (the command line), memory (tests). */
export interface ObjectStore {
  /** Null where there is no such object. */
  readonly get: (key: string) => Promise<Uint8Array | null>;
  /** Replaces what was there. */
  readonly put: (key: string, bytes: Uint8Array, contentType: string) => Promise<void>;
}
