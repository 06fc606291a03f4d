// The inside of container.ts: plain JavaScript, since a worker starts without the loader for TypeScript, as Lambda does.
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

const text = error => (error instanceof Error ? (error.stack ?? error.message) : String(error));

try {
  const { handler } = await import(pathToFileURL(workerData.module).href);
  if (typeof handler !== 'function') throw new Error('the module exports no function named handler');
  parentPort.on('message', async ({ call, event, context }) => {
    const deadline = Date.now() + context.timeoutSeconds * 1000;
    const lambdaContext = {
      functionName: context.functionName,
      functionVersion: '$LATEST',
      invokedFunctionArn: `arn:aws:lambda:us-east-1:123456789012:function:${context.functionName}`,
      memoryLimitInMB: '1024',
      awsRequestId: `local-${call}`,
      logGroupName: `/aws/lambda/${context.functionName}`,
      logStreamName: 'local',
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    };
    try {
      // Events and results cross as JSON text: what Lambda's runtime cannot carry must not work here either.
      const result = await handler(event, lambdaContext);
      parentPort.postMessage({ call, result: result === undefined ? undefined : JSON.parse(JSON.stringify(result)) });
    } catch (error) {
      parentPort.postMessage({ call, error: text(error) });
    }
  });
  parentPort.postMessage({ call: 0 });
} catch (error) {
  parentPort.postMessage({ call: 0, error: text(error) });
}
