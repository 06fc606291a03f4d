import { type LocalRequest, type LocalResponse, startService } from '../../cli/local/http-service.ts';

/** What a fault does to one request: an answer in the service's place, or `after`: it takes effect and the answer is lost. */
export type Fault = LocalResponse | 'after';

export interface FaultyService {
  readonly url: string;
  /** Decides for each request; null lets it through. */
  fault: (request: LocalRequest) => Fault | null;
  /** How many requests came, let through or not. */
  readonly count: () => number;
  readonly close: () => Promise<void>;
}

/** A door in front of a local service, on a real port, at which faults can be made. */
export async function faultyService(target: string): Promise<FaultyService> {
  let count = 0;
  const door = await startService(async request => {
    count++;
    const fault = service.fault(request);
    if (fault !== null && fault !== 'after') return fault;
    const response = await pass(request, target);
    return fault === 'after' ? { status: 500, body: '' } : response;
  });
  const service: FaultyService = { url: door.url, fault: () => null, count: () => count, close: door.close };
  return service;
}

async function pass(request: LocalRequest, target: string): Promise<LocalResponse> {
  const headers = Object.fromEntries(
    ['authorization', 'x-amz-date', 'x-amz-target', 'content-type'].flatMap(name => {
      const value = request.headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
  const query = request.query.size === 0 ? '' : `?${request.query}`;
  const answer = await fetch(`${target}${request.path}${query}`, {
    method: request.method,
    headers,
    ...(request.method === 'GET' ? {} : { body: request.body.toString('utf8') }),
  });
  const type = answer.headers.get('content-type');
  return {
    status: answer.status,
    headers: type === null ? {} : { 'content-type': type },
    body: await answer.text(),
  };
}

export function dynamoDbError(name: string, status = 400): LocalResponse {
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  return {
    status,
    headers,
    body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'no' }),
  };
}

export function snsError(code: string, status: number): LocalResponse {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error>`;
  return { status, headers: { 'content-type': 'text/xml' }, body: `<ErrorResponse>${error}</ErrorResponse>` };
}

export function hubError(name: string, status: number): LocalResponse {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': name };
  return { status, headers, body: JSON.stringify({ Message: 'no', Code: name }) };
}
