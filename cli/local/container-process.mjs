// The inside of container.ts, in plain JavaScript: it starts without the loader for TypeScript, as a function does.
import { pathToFileURL } from 'node:url';

const [, , module] = process.argv;
const text = error => (error instanceof Error ? (error.stack ?? error.message) : String(error));

process.on('disconnect', () => process.exit());

try {
  const { handler } = await import(pathToFileURL(module).href);
  if (typeof handler !== 'function') throw new Error('the module exports no function named handler');
  process.on('message', async ({ call, event, name, timeoutSeconds }) => {
    const deadline = Date.now() + timeoutSeconds * 1000;
    const context = {
      functionName: name,
      functionVersion: '$LATEST',
      invokedFunctionArn: `arn:aws:lambda:${process.env.AWS_REGION}:${process.env.ACCOUNT_ID}:function:${name}`,
      memoryLimitInMB: '1024',
      awsRequestId: `local-${call}`,
      logGroupName: `/aws/lambda/${name}`,
      logStreamName: 'local',
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    };
    try {
      process.send({ call, result: (await handler(event, context)) ?? null });
    } catch (error) {
      process.send({ call, error: text(error) });
    }
  });
  process.send({ call: 0, result: process.version });
} catch (error) {
  process.send({ call: 0, error: `${module} could not be loaded: ${text(error)}` });
}
