import type { JsonObject } from '../../../lib/event/index.ts';
import { eachLog, type Mutation } from './mutation.ts';
import { type ProcessFields, processOf, textAt, withAt } from './process-fields.ts';

/** A copy of the program under a name that says nothing. */
export const renamed: Mutation = {
  name: 'rename binary',
  says: 'the program is a copy under another name',
  mutants: eachLog(log => {
    const line = renamedAudit(log);
    if (line !== null) return [line];
    return changeProcess(log, (document, { name, executable, commandLine }) => {
      const path = textAt(document, executable);
      const told = textAt(document, commandLine);
      if (path === '' && told === '') return null;
      let changed = document;
      if (name !== null) changed = withAt(changed, name, NEUTRAL);
      if (path !== '')
        changed = withAt(
          changed,
          executable,
          path.replace(/[^/\\]+$/, path.endsWith('.exe') ? `${NEUTRAL}.exe` : NEUTRAL),
        );
      if (told !== '') changed = withAt(changed, commandLine, told.replace(/^(\S*[/\\])?\S+/, `$1${NEUTRAL}`));
      return changed;
    });
  }),
};

const NEUTRAL = 'xq7';

function renamedAudit(log: string): string | null {
  if (/type=SYSCALL .* exe="/.test(log))
    return log.replace(/ comm="[^"]*"/, ` comm="${NEUTRAL}"`).replace(/ exe="(\/[^"]*\/)[^"]*"/, ` exe="$1${NEUTRAL}"`);
  if (/type=EXECVE .* a0="/.test(log))
    return log.replace(/ a0="([^"]*\/)?[^"]*"/, ` a0="$1${NEUTRAL}"`.replace('$1', ''));
  return null;
}

/** `/usr/bin/env curl …`: env is seen first, then the program in its place. */
export const throughEnv: Mutation = {
  name: '/usr/bin/env',
  says: 'the program is started through env',
  mutants: eachLog(
    log =>
      insideShell(log, words => `/usr/bin/env ${words}`) ??
      changeProcess(log, (document, { commandLine }) => {
        const told = textAt(document, commandLine);
        return told === ''
          ? null
          : withAt(
              document,
              commandLine,
              told.replace(/^\S+/, program => `/usr/bin/env ${program}`),
            );
      }),
  ),
};

/** By its whole path, and by a folder where it seldom lies. */
export const otherPath: Mutation = {
  name: 'path',
  says: 'the program is named by another path',
  mutants: eachLog(log =>
    changeProcess(log, (document, { executable, commandLine }) => {
      const path = textAt(document, executable);
      if (!path.startsWith('/')) return null;
      const elsewhere = path.replace(/^.*\//, '/usr/local/sbin/');
      const moved = withAt(document, executable, elsewhere);
      const told = textAt(document, commandLine);
      return told === '' ? moved : withAt(moved, commandLine, told.replace(/^\S+/, elsewhere));
    }),
  ),
};

/** `cu''rl` and `"c"url` are curl to a shell. Only what a shell reads can be quoted. */
export const quoting: Mutation = {
  name: 'quoting',
  says: 'words of a shell’s command are quoted in their middle',
  mutants: eachLog(log => insideShell(log, words => words.replace(/(^|[;&|] *)([a-z])([a-z_]{2,})/g, "$1$2''$3"))),
};

export const spaces: Mutation = {
  name: 'extra spaces',
  says: 'more blanks than needed stand between the words of a shell’s command',
  mutants: eachLog(log => insideShell(log, words => `  ${words.replace(/ /g, '  ')}`)),
};

/** Changes what follows `sh -c`. Null where no shell is told anything. */
function insideShell(log: string, change: (words: string) => string): readonly string[] | null {
  return changeProcess(log, (document, { commandLine }) => {
    const told = textAt(document, commandLine);
    const shell = /^((?:\S*\/)?(?:ba|da|z|k|a)?sh(?: -\w+)* -c +)([\s\S]+)$/.exec(told);
    if (shell === null) return null;
    const words = change(shell[2] ?? '');
    return words === shell[2] ? null : withAt(document, commandLine, `${shell[1]}${words}`);
  });
}

function changeProcess(
  log: string,
  change: (document: JsonObject, fields: ProcessFields) => JsonObject | null,
): readonly string[] | null {
  const found = processOf(log);
  const changed = found === null ? null : change(found.document, found.fields);
  return changed === null ? null : [JSON.stringify(changed)];
}
