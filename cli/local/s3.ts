import { createHash } from 'node:crypto';
import { type LocalRequest, type LocalResponse, type LocalService, startService } from './http-service.ts';
import { escapeXml } from './xml.ts';

export interface LocalS3 extends LocalService {
  /** By `bucket/key`. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
  readonly put: (bucket: string, key: string, bytes: Uint8Array) => void;
}

/** Amazon S3 in memory, with path-style addresses: put, get, head, copy, delete and list objects; any bucket exists. */
export async function startS3(): Promise<LocalS3> {
  const objects = new Map<string, Uint8Array>();
  const service = await startService(request => handle(request, objects));
  return { ...service, objects, put: (bucket, key, bytes) => void objects.set(`${bucket}/${key}`, bytes) };
}

function handle(request: LocalRequest, objects: Map<string, Uint8Array>): LocalResponse {
  const name = request.path.slice(1);
  const bucket = /^([^/]+)\/?$/.exec(name)?.[1];
  if (request.method === 'GET' && bucket !== undefined) return list(bucket, request, objects);
  switch (request.method) {
    case 'PUT':
      return put(name, request, objects);
    case 'GET':
    case 'HEAD':
      return get(name, request, objects);
    case 'DELETE':
      objects.delete(name);
      return { status: 204, body: '' };
    default:
      return refuse(405, 'MethodNotAllowed', `this S3 does not answer ${request.method}`);
  }
}

function put(name: string, request: LocalRequest, objects: Map<string, Uint8Array>): LocalResponse {
  const from = request.headers['x-amz-copy-source'];
  if (typeof from === 'string') {
    const source = objects.get(decodeURIComponent(from).replace(/^\//, ''));
    if (source === undefined) return refuse(404, 'NoSuchKey', 'The specified key does not exist.');
    objects.set(name, source);
    return xml(`<CopyObjectResult><ETag>${etag(source)}</ETag></CopyObjectResult>`);
  }
  if (request.headers['if-none-match'] === '*' && objects.has(name))
    return refuse(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
  const bytes = unchunked(request);
  objects.set(name, bytes);
  return { status: 200, headers: { etag: etag(bytes) }, body: '' };
}

/** The SDK may send bodies in signed chunks (`aws-chunked`), whose sizes and trailers are no part of the object. */
function unchunked(request: LocalRequest): Uint8Array {
  const isChunked = String(request.headers['content-encoding'] ?? '').includes('aws-chunked');
  if (!isChunked) return request.body;
  const parts: Buffer[] = [];
  for (let at = 0; at < request.body.length; ) {
    const lineEnd = request.body.indexOf('\r\n', at);
    const size = Number.parseInt(request.body.toString('latin1', at, lineEnd), 16);
    if (lineEnd < 0 || !(size > 0)) break;
    parts.push(request.body.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
  return Buffer.concat(parts);
}

function get(name: string, request: LocalRequest, objects: Map<string, Uint8Array>): LocalResponse {
  const bytes = objects.get(name);
  if (bytes === undefined) return refuse(404, 'NoSuchKey', 'The specified key does not exist.');
  const headers = { etag: etag(bytes), 'content-length': String(bytes.length) };
  return { status: 200, headers, body: request.method === 'HEAD' ? '' : bytes };
}

function list(bucket: string, request: LocalRequest, objects: Map<string, Uint8Array>): LocalResponse {
  const prefix = request.query.get('prefix') ?? '';
  const keys = [...objects.keys()].filter(name => name.startsWith(`${bucket}/${prefix}`)).sort();
  const contents = keys.map(
    name =>
      `<Contents><Key>${escapeXml(name.slice(bucket.length + 1))}</Key><Size>${objects.get(name)?.length ?? 0}</Size></Contents>`,
  );
  return xml(
    `<ListBucketResult><Name>${escapeXml(bucket)}</Name><Prefix>${escapeXml(prefix)}</Prefix><KeyCount>${keys.length}</KeyCount><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`,
  );
}

function etag(bytes: Uint8Array): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

function xml(body: string): LocalResponse {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

function refuse(status: number, code: string, message: string): LocalResponse {
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`,
  };
}
