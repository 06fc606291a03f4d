import type { Command, Option } from './command.ts';
import type { Style } from './style.ts';

/** The list of commands: `weir --help`. */
export function overview(commands: readonly Command[], paint: Style): string {
  const width = Math.max(...commands.map(command => command.name.length));
  return [
    `${paint.bold('weir')} runs the detection rules the world already publishes on logs as they arrive.`,
    '',
    'usage: weir COMMAND [OPTIONS] [OPERANDS]',
    '',
    ...commands.map(command => `  ${paint.bold(command.name.padEnd(width))}  ${command.summary}`),
    '',
    'weir COMMAND --help explains one command. Exit codes: 0 done, 1 something failed, 2 wrong use.',
  ].join('\n');
}

/** One command in full: `weir check --help`. */
export function explainCommand(command: Command, paint: Style): string {
  const labels = command.options.map(label);
  const width = Math.max(...labels.map(text => text.length), '-h, --help'.length);
  return [
    `usage: ${command.invocation ?? `weir ${command.name}`} [OPTIONS] ${command.operands}`.trimEnd(),
    '',
    `${command.summary[0]?.toUpperCase()}${command.summary.slice(1)}.`,
    ...(command.about === '' ? [] : ['', command.about]),
    '',
    paint.bold('options'),
    ...command.options.map((option, index) => `  ${(labels[index] ?? '').padEnd(width)}  ${describe(option)}`),
    `  ${'-h, --help'.padEnd(width)}  show this text`,
    ...(command.examples.length === 0 ? [] : ['', paint.bold('examples')]),
    ...command.examples.flatMap(({ line, says }) => [`  ${line}`, paint.dim(`      ${says}`)]),
  ].join('\n');
}

function label(option: Option): string {
  return option.takes === null ? `--${option.name}` : `--${option.name} ${option.takes}`;
}

function describe(option: Option): string {
  const choices = option.choices === undefined ? '' : ` (${option.choices.join(', ')})`;
  const standard = option.default === undefined ? '' : `; default ${option.default}`;
  return `${option.says}${choices}${standard}`;
}
