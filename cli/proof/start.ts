import { processTerminal } from '../process-terminal.ts';
import { run } from '../run.ts';
import { proofCommand } from './proof-command.ts';

const terminal = processTerminal();
process.exitCode = await run([proofCommand], ['proof', ...process.argv.slice(2)], terminal);
await terminal.close();
