import { startCommand } from './local/start-command.ts';
import { processTerminal } from './process-terminal.ts';
import { run } from './run.ts';

const terminal = processTerminal();
process.exitCode = await run([startCommand], ['start', ...process.argv.slice(2)], terminal);
await terminal.close();
