import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** One running function: the bundle, loaded as Lambda loads it, in a process and with an environment of its own. */
export interface Container {
  readonly invoke: (event: unknown) => Promise<unknown>;
  /** Milliseconds from start to the first event it could have taken (Lambda's INIT). */
  readonly initMillis: number;
  readonly nodeVersion: string;
  readonly close: () => void;
}

export interface ContainerOptions {
  readonly name: string;
  /** The bundled module, which exports `handler`. */
  readonly module: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** The Node.js to run it on. */
  readonly node: string;
  /** What the function writes to its log. */
  readonly log: (line: string) => void;
}

export async function startContainer(options: ContainerOptions): Promise<Container> {
  const { name, module, environment, timeoutSeconds, node, log } = options;
  const started = performance.now();
  const child = fork(join(import.meta.dirname, 'container-process.mjs'), [module], {
    execPath: node,
    execArgv: [],
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) readLines(stream, log);
  const waiting = new Map<number, (reply: Reply) => void>();
  const fail = (error: string) => {
    for (const settle of waiting.values()) settle({ call: 0, error });
    waiting.clear();
  };
  child.on('message', (reply: Reply) => {
    waiting.get(reply.call)?.(reply);
    waiting.delete(reply.call);
  });
  child.on('error', error => fail(`${name} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => fail(`${name} ended (${signal ?? `code ${code}`})`));
  const loaded = await answer(waiting, loading, () => {});
  let nextCall = loading;
  return {
    initMillis: performance.now() - started,
    nodeVersion: String(loaded),
    invoke: event => {
      const call = ++nextCall;
      return answer(waiting, call, () => child.send({ call, event, name, timeoutSeconds }));
    },
    close: () => stop(child),
  };
}

/** The number under which the process reports that it has loaded the module. */
const loading = 0;

interface Reply {
  readonly call: number;
  readonly result?: unknown;
  readonly error?: string;
}

function answer(waiting: Map<number, (reply: Reply) => void>, call: number, send: () => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    waiting.set(call, ({ result, error }) => {
      if (error === undefined) resolve(result);
      else reject(new Error(error));
    });
    send();
  });
}

function readLines(stream: ChildProcess['stdout'], log: (line: string) => void): void {
  let held = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (text: string) => {
    const lines = (held + text).split('\n');
    held = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') log(line);
  });
}

function stop(child: ChildProcess): void {
  child.removeAllListeners('exit');
  child.kill();
}
