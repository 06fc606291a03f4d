import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Item, ItemChange } from './dynamodb-stream.ts';
import { type LocalRequest, type LocalResponse, type LocalService, startService } from './http-service.ts';

export interface LocalDynamoDb extends LocalService {
  /** Committed writes to a table, in their order. */
  readonly watch: (table: string, onChange: (change: ItemChange) => void) => void;
}

/**
 * DynamoDB in memory (dynalite), which has no streams. A door in front of it sees every request: writes to a watched
 * table pass one at a time, each between two reads of its item, so what is told is what was committed, in order.
 */
export async function startDynamoDb(): Promise<LocalDynamoDb> {
  const database = await startDynalite();
  const watchers = new Map<string, (change: ItemChange) => void>();
  const keyNames = new Map<string, readonly string[]>();
  let queue: Promise<unknown> = Promise.resolve();

  const service = await startService(request => {
    const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    const body = JSON.parse(request.body.toString('utf8')) as Request; // DynamoDB's own protocol, checked by dynalite
    if (operation === 'CreateTable' && body.KeySchema !== undefined)
      keyNames.set(
        body.TableName ?? '',
        body.KeySchema.map(key => key.AttributeName),
      );
    const touched = touchedItems(operation, body, keyNames).filter(({ table }) => watchers.has(table));
    if (touched.length === 0) return database.send(request);
    const turn = queue.then(() => observed(request, touched));
    queue = turn.catch(() => undefined);
    return turn;
  });

  const observed = async (request: LocalRequest, touched: readonly Touched[]): Promise<LocalResponse> => {
    const before = await Promise.all(touched.map(item => database.read(item, request)));
    const response = await database.send(request);
    const after = await Promise.all(touched.map(item => database.read(item, request)));
    touched.forEach(({ table, keys }, index) => {
      watchers.get(table)?.({ keys, before: before[index] ?? null, after: after[index] ?? null });
    });
    return response;
  };

  return {
    url: service.url,
    watch: (table, onChange) => void watchers.set(table, onChange),
    close: async () => {
      await service.close();
      await database.close();
    },
  };
}

/** The parts of DynamoDB's requests that say which items a write touches. */
interface Request {
  readonly TableName?: string;
  readonly KeySchema?: readonly { readonly AttributeName: string }[];
  readonly Key?: Item;
  readonly Item?: Item;
  readonly RequestItems?: Readonly<
    Record<
      string,
      readonly { readonly PutRequest?: { readonly Item: Item }; readonly DeleteRequest?: { readonly Key: Item } }[]
    >
  >;
}

interface Touched {
  readonly table: string;
  readonly keys: Item;
}

function touchedItems(operation: string, body: Request, keyNames: ReadonlyMap<string, readonly string[]>): Touched[] {
  const keysOf = (table: string, item: Item): Touched => ({
    table,
    keys: Object.fromEntries(Object.entries(item).filter(([name]) => keyNames.get(table)?.includes(name))),
  });
  const table = body.TableName ?? '';
  switch (operation) {
    case 'PutItem':
      return body.Item === undefined ? [] : [keysOf(table, body.Item)];
    case 'UpdateItem':
    case 'DeleteItem':
      return body.Key === undefined ? [] : [{ table, keys: body.Key }];
    case 'BatchWriteItem':
      return Object.entries(body.RequestItems ?? {}).flatMap(([name, writes]) =>
        writes.flatMap(({ PutRequest, DeleteRequest }) => {
          if (PutRequest !== undefined) return [keysOf(name, PutRequest.Item)];
          return DeleteRequest === undefined ? [] : [{ table: name, keys: DeleteRequest.Key }];
        }),
      );
    default:
      return [];
  }
}

/** The part of dynalite's interface that is used; it ships no types. */
type Dynalite = (options: { readonly createTableMs: number }) => Server;

async function startDynalite() {
  const dynalite = createRequire(import.meta.url)('dynalite') as Dynalite; // see the type
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const url = `http://127.0.0.1:${port}`;
  const send = async (request: LocalRequest, target?: string, body?: string): Promise<LocalResponse> => {
    const headers = Object.fromEntries(
      ['authorization', 'x-amz-date', 'x-amz-target', 'content-type'].map(name => [
        name,
        String(request.headers[name] ?? ''),
      ]),
    );
    if (target !== undefined) headers['x-amz-target'] = target;
    const response = await fetch(url, { method: 'POST', headers, body: body ?? request.body.toString('utf8') });
    const kept = ['content-type', 'x-amz-crc32'].flatMap(name => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    return { status: response.status, headers: Object.fromEntries(kept), body: await response.text() };
  };
  return {
    send: (request: LocalRequest) => send(request),
    read: async ({ table, keys }: Touched, request: LocalRequest): Promise<Item | null> => {
      const body = JSON.stringify({ TableName: table, Key: keys, ConsistentRead: true });
      const response = await send(request, 'DynamoDB_20120810.GetItem', body);
      const read = JSON.parse(String(response.body)) as { readonly Item?: Item }; // GetItem's response
      return read.Item ?? null;
    },
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  };
}
