import { commands } from './commands/index.ts';
import { processTerminal } from './process-terminal.ts';
import { run } from './run.ts';

const terminal = processTerminal();
process.exitCode = await run(commands, process.argv.slice(2), terminal);
await terminal.close();
