import { processTerminal } from '../process-terminal.ts';
import { run } from '../run.ts';
import { canaryCommand } from './canary-command.ts';

const terminal = processTerminal();
process.exitCode = await run([canaryCommand], ['canary', ...process.argv.slice(2)], terminal);
await terminal.close();
