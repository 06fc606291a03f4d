import { Worker } from 'node:worker_threads';

/** One running function: the bundle, loaded as Lambda loads it, with an environment and a module scope of its own. */
export interface Container {
  readonly invoke: (event: unknown, context: InvocationContext) => Promise<unknown>;
  /** Milliseconds from start to the first event it could have taken (Lambda's INIT). */
  readonly initMillis: number;
  readonly close: () => Promise<void>;
}

export interface InvocationContext {
  readonly functionName: string;
  readonly timeoutSeconds: number;
}

export interface ContainerOptions {
  /** The bundled module, which exports `handler`. */
  readonly module: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What the function writes to its log. */
  readonly log: (line: string) => void;
}

export async function startContainer({ module, environment, log }: ContainerOptions): Promise<Container> {
  const started = performance.now();
  const worker = new Worker(new URL('./container-worker.mjs', import.meta.url), {
    workerData: { module },
    env: { ...environment },
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  for (const stream of [worker.stdout, worker.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      for (const line of text.split('\n')) if (line.trim() !== '') log(line);
    });
  }
  const waiting = new Map<number, (reply: Reply) => void>();
  let nextCall = 0;
  const ready = new Promise<void>((resolve, reject) => {
    worker.on('message', (reply: Reply) => {
      if (reply.call === loading) {
        if (reply.error === undefined) resolve();
        else reject(new Error(`${module} could not be loaded: ${reply.error}`));
        return;
      }
      waiting.get(reply.call)?.(reply);
      waiting.delete(reply.call);
    });
    worker.once('error', error => {
      reject(error);
      for (const settle of waiting.values()) settle({ call: 0, error: error.message });
      waiting.clear();
    });
  });
  await ready;
  return {
    initMillis: performance.now() - started,
    invoke: (event, context) =>
      new Promise((resolve, reject) => {
        const call = ++nextCall;
        waiting.set(call, reply => {
          if (reply.error === undefined) resolve(reply.result);
          else reject(new Error(reply.error));
        });
        worker.postMessage({ call, event, context });
      }),
    close: async () => void (await worker.terminate()),
  };
}

/** The number under which the worker reports that it has loaded the module. */
const loading = 0;

interface Reply {
  readonly call: number;
  readonly result?: unknown;
  readonly error?: string;
}
