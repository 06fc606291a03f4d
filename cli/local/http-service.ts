import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LocalRequest {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface LocalResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export interface LocalService {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** An HTTP server on a free port of this machine only. What its handler throws becomes a 500 with the reason. */
export async function startService(
  handle: (request: LocalRequest) => LocalResponse | Promise<LocalResponse>,
  port = 0,
): Promise<LocalService> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const response = await answer(handle, incoming, Buffer.concat(chunks));
      outgoing.writeHead(response.status, { 'x-amzn-requestid': 'local', ...response.headers });
      outgoing.end(response.body);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  // A server that listens on TCP has an AddressInfo, never a pipe's path.
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  handle: (request: LocalRequest) => LocalResponse | Promise<LocalResponse>,
  incoming: IncomingMessage,
  body: Buffer,
): Promise<LocalResponse> {
  try {
    const url = new URL(incoming.url ?? '/', 'http://local');
    return await handle({
      method: incoming.method ?? 'GET',
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      headers: incoming.headers,
      body,
    });
  } catch (error) {
    return {
      status: 500,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ __type: 'InternalFailure', message: error instanceof Error ? error.message : 'unknown' }),
    };
  }
}
