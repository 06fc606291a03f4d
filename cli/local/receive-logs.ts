import { plural } from '../plural.ts';
import type { Style } from '../style.ts';
import { visible } from '../style.ts';
import type { Terminal } from '../terminal.ts';
import { lineRecords } from './file-records.ts';
import { startService } from './http-service.ts';
import type { Line } from './line.ts';

/** Takes logs by HTTP until a person interrupts, and prints what SNS is told of. */
export async function receiveLogs(line: Line, port: number, terminal: Terminal, paint: Style): Promise<void> {
  let shown = line.aws.sns.messages.length;
  const service = await startService(async ({ body }) => {
    const isGzip = body[0] === 0x1f && body[1] === 0x8b;
    const now = Date.now();
    const records = isGzip ? [{ data: body, arrivedAtMillis: now }] : lineRecords(body, now);
    await line.firehose.deliver(isGzip ? 'compressed' : 'plain', records);
    await line.settle();
    const fresh = line.aws.sns.messages.slice(shown);
    shown += fresh.length;
    for (const { subject } of fresh) terminal.print(`  ✉ ${visible(subject)}`);
    await terminal.drained();
    return { status: 200, body: `${plural(records.length, 'record')} taken, ${plural(fresh.length, 'new message')}\n` };
  }, port);
  terminal.say('');
  terminal.say(
    `${paint.bold('taking logs')} at ${service.url}/, for example: curl --data-binary @FILE ${service.url}/`,
  );
  terminal.say('end with Ctrl-C');
  await new Promise<void>(resolve => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await service.close();
}
