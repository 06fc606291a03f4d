import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface AnsweringServer {
  readonly endpoint: string;
  /** Bodies of the requests, in order. */
  readonly requests: string[];
  /** What the next requests get; the last answer stays. */
  readonly answers: Answer[];
  readonly stop: () => Promise<void>;
}

/** A service that says what it is told to say, to the SDK's real clients. */
export async function answeringServer(): Promise<AnsweringServer> {
  const requests: string[] = [];
  const answers: Answer[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer); // an http request yields buffers
    requests.push(Buffer.concat(chunks).toString('utf8'));
    const { status, body, headers } = (answers.length > 1 ? answers.shift() : answers[0]) ?? { status: 500, body: '' };
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    endpoint: `http://127.0.0.1:${port}`,
    requests,
    answers,
    stop: () => new Promise(resolve => server.close(() => resolve())),
  };
}
