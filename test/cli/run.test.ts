import { describe, expect, it } from 'vitest';
import type { Command } from '../../cli/command.ts';
import { run } from '../../cli/run.ts';
import { recordedTerminal } from './terminal.ts';

const commands: readonly Command[] = [
  {
    name: 'check',
    summary: 'look at things',
    operands: '[PATHS]',
    about: 'More about it.',
    options: [
      { name: 'format', takes: 'FORMAT', choices: ['text', 'json'], default: 'text', says: 'how' },
      { name: 'quiet', takes: null, says: 'less' },
      { name: 'shuffle', takes: 'N', says: 'again' },
    ],
    examples: [{ line: 'weir check rules', says: 'all rules' }],
    run: async (words, terminal) => {
      terminal.print(
        `${words.text('format')} ${words.flag('quiet')} ${words.count('shuffle', 1)} ${words.operands.join()}`,
      );
      if (words.operands.includes('boom')) throw new Error('broken', { cause: new Error('deeper') });
      return words.operands.includes('bad') ? 1 : 0;
    },
  },
];

describe('a call of weir', () => {
  it.each([
    { name: 'runs the command with its defaults', words: ['check', 'a', 'b'], code: 0, out: 'text false null a,b' },
    {
      name: 'reads options before and after operands',
      words: ['check', 'a', '--quiet', '--format', 'json'],
      code: 0,
      out: 'json true null a',
    },
    { name: 'takes option=value', words: ['check', '--format=json', '--shuffle=3'], code: 0, out: 'json false 3 ' },
    { name: 'hands on the exit code of the command', words: ['check', 'bad'], code: 1, out: 'text false null bad' },
    { name: 'lists the commands for --help', words: ['--help'], code: 0, out: 'look at things' },
    { name: 'explains one command', words: ['check', '--help'], code: 0, out: '--format FORMAT' },
    { name: 'explains one command by help NAME', words: ['help', 'check'], code: 0, out: 'weir check rules' },
  ])('$name', async ({ words, code, out }) => {
    const terminal = recordedTerminal();
    expect(await run(commands, words, terminal)).toBe(code);
    expect(terminal.out.join('\n')).toContain(out);
  });

  it.each([
    { name: 'no command', words: [], says: 'usage: weir COMMAND' },
    { name: 'an unknown command', words: ['chekc'], says: 'did you mean "check"' },
    { name: 'an unknown command far from any', words: ['frobnicate'], says: 'it has: check' },
    { name: 'an unknown option', words: ['check', '--fromat', 'json'], says: 'did you mean "--format"' },
    { name: 'an option without its value', words: ['check', '--format'], says: 'weir check --help' },
    { name: 'a value that is none of the choices', words: ['check', '--format', 'jsn'], says: 'did you mean "json"' },
    { name: 'a count that is no number', words: ['check', '--shuffle', 'x'], says: 'whole number of at least 1' },
  ])('answers wrong use with exit code 2 and what would be right: $name', async ({ words, says }) => {
    const terminal = recordedTerminal();
    expect(await run(commands, words, terminal)).toBe(2);
    expect(terminal.err.join('\n')).toContain(says);
  });

  it('shows a mistake of ours with its stack and causes, and fails', async () => {
    const terminal = recordedTerminal();
    expect(await run(commands, ['check', 'boom'], terminal)).toBe(1);
    expect(terminal.err.join('\n')).toMatch(/internal error[\s\S]*broken[\s\S]*caused by[\s\S]*deeper/);
  });
});
