import { parseArgs } from 'node:util';
import { didYouMean } from '../lib/language/text/index.ts';
import type { Command, Option } from './command.ts';
import { UsageError } from './usage-error.ts';

/** A command line, read and checked against the command's options. */
export interface Words {
  readonly operands: readonly string[];
  /** The value of an option; '' where it was not given and has no default. */
  readonly text: (name: string) => string;
  /** The value of an option with choices. */
  readonly choice: <T extends string>(name: string, choices: readonly T[]) => T;
  readonly list: (name: string) => readonly string[];
  readonly flag: (name: string) => boolean;
  /** The value as a whole number of at least `least`; null where it was not given. */
  readonly count: (name: string, least: number) => number | null;
}

const help: Option = { name: 'help', takes: null, says: 'show this text' };

export function readWords(command: Command, words: readonly string[]): Words & { readonly help: boolean } {
  const options = [...command.options, help];
  const { values, positionals } = parse(command, options, words);
  const given = (name: string): unknown => values[name];
  const text = (name: string) => {
    const value = given(name);
    return typeof value === 'string' ? value : (options.find(option => option.name === name)?.default ?? '');
  };
  for (const option of options) if (option.choices !== undefined) checkChoice(option, text(option.name));
  return {
    operands: positionals,
    text,
    choice: (name, choices) => {
      const found = choices.find(choice => choice === text(name));
      if (found === undefined) throw new Error(`option --${name} is declared without a default among its choices`);
      return found;
    },
    list: name => {
      const value = given(name);
      return Array.isArray(value) ? value.map(String) : [];
    },
    flag: name => given(name) === true,
    count: (name, least) => {
      const value = text(name);
      if (value === '') return null;
      const number = Number(value);
      if (!Number.isSafeInteger(number) || number < least)
        throw new UsageError(`--${name} must be a whole number of at least ${least}, not "${value}"`);
      return number;
    },
    help: given('help') === true,
  };
}

function parse(command: Command, options: readonly Option[], words: readonly string[]) {
  const config = Object.fromEntries(
    options.map(option => [
      option.name,
      {
        type: option.takes === null ? ('boolean' as const) : ('string' as const),
        multiple: option.repeats === true,
        ...(option.name === 'help' ? { short: 'h' } : {}),
      },
    ]),
  );
  try {
    return parseArgs({ args: [...words], options: config, allowPositionals: true, strict: true });
  } catch (error) {
    throw explain(command, options, error);
  }
}

/** parseArgs says what is wrong; this adds what would be right. */
function explain(command: Command, options: readonly Option[], error: unknown): Error {
  if (!(error instanceof Error)) throw error;
  const call = command.invocation ?? `weir ${command.name}`;
  const names = options.map(option => `--${option.name}`);
  const unknown = /Unknown option '([^']+)'/.exec(error.message)?.[1];
  if (unknown === undefined) return new UsageError(error.message, `see: ${call} --help`);
  return new UsageError(`${call} has no option ${unknown}${didYouMean(unknown, names)}`, `see: ${call} --help`);
}

function checkChoice(option: Option, value: string): void {
  const choices = option.choices ?? [];
  if (value === '' || choices.includes(value)) return;
  throw new UsageError(
    `--${option.name} must be one of ${choices.join(', ')}, not "${value}"${didYouMean(value, choices)}`,
  );
}
