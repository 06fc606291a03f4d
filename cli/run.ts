import { didYouMean } from '../lib/language/text/index.ts';
import type { Command, ExitCode } from './command.ts';
import { explainCommand, overview } from './help.ts';
import { style } from './style.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { readWords } from './words.ts';

/** One call of weir: finds the command, reads its words, runs it, and turns mistakes into messages and exit codes. */
export async function run(
  commands: readonly Command[],
  words: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const paint = style(terminal.colour);
  try {
    const [name, ...rest] = words;
    if (name === undefined) {
      terminal.say(overview(commands, paint));
      return 2;
    }
    if (name === '--help' || name === '-h' || name === 'help') return showHelp(commands, rest, terminal);
    const command = find(commands, name);
    const read = readWords(command, rest);
    if (read.help) {
      terminal.print(explainCommand(command, paint));
      return 0;
    }
    return await command.run(read, terminal);
  } catch (error) {
    return complain(error, terminal);
  }
}

function showHelp(commands: readonly Command[], rest: readonly string[], terminal: Terminal): ExitCode {
  const paint = style(terminal.colour);
  const [name] = rest;
  terminal.print(name === undefined ? overview(commands, paint) : explainCommand(find(commands, name), paint));
  return 0;
}

function find(commands: readonly Command[], name: string): Command {
  const command = commands.find(candidate => candidate.name === name);
  if (command !== undefined) return command;
  const names = commands.map(candidate => candidate.name);
  throw new UsageError(`weir has no command "${name}"${didYouMean(name, names)}`, `it has: ${names.join(', ')}`);
}

function complain(error: unknown, terminal: Terminal): ExitCode {
  const paint = style(terminal.colour);
  if (error instanceof UsageError) {
    terminal.say(`${paint.red('weir:')} ${error.message}`);
    if (error.hint !== '') terminal.say(`      ${error.hint}`);
    return 2;
  }
  // Ours: the stack is what a bug report needs.
  terminal.say(`${paint.red('weir: internal error')}, please report it with what follows`);
  terminal.say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  for (let cause = error instanceof Error ? error.cause : undefined; cause !== undefined; ) {
    terminal.say(`caused by ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return 1;
}
