import type { LinkedInput, Predicate, Value } from '../../../ir/index.ts';
import { carried, onHost, onHostOrAddress } from './carried.ts';
import { commandLine, isClient, isExport, onLinux, strongIf } from './client-leg.ts';
import { dumpTools, installers, servers } from './programs.ts';
import { all, any, call, constant, ecs, isProgram, matches, not, test } from './terms.ts';

export const fileLeg = 'dump file';

/** A file that looks like a dump: by its name, by who writes it, by the option that names it, by the statement that does. */
export function fileInputs(patterns: readonly string[]): readonly LinkedInput[] {
  const isDumpLike = any(...patterns.map(fileNamed));
  const written = [{ product: 'linux', category: 'file_event' }];
  return [
    {
      name: fileLeg,
      leg: fileLeg,
      role: 'follows',
      identity: 'actor',
      from: {
        kind: 'events',
        route: written,
        where: all(any(isDumpLike, isProgram(dumpTools)), not(isProgram([...servers, ...installers])), not(isNoFile)),
      },
      key: onHost,
      values: carried({ text: commandLine, path: ecs('file.path'), strength: strongIf(isStaged('file.path')) }),
    },
    {
      name: 'dump file, written by the server',
      leg: fileLeg,
      role: 'begins-alone',
      identity: 'place',
      from: { kind: 'events', route: written, where: all(isDumpLike, isProgram(servers), not(isServersOwn)) },
      key: onHost,
      values: carried({
        path: ecs('file.path'),
        reasons: constant(['written by the server itself']),
        strength: strongIf(isStaged('file.path')),
      }),
    },
    {
      name: 'dump file, by the command that names it',
      leg: fileLeg,
      role: 'follows',
      identity: 'actor',
      from: { kind: 'events', route: onLinux.slice(0, 1), where: all(isClient, isExport, namesFile) },
      key: onHost,
      values: carried({ text: commandLine, path: namedFile('process.command_line'), strength: constant(0) }),
    },
    {
      name: 'dump file, by the statement that names it',
      leg: fileLeg,
      role: 'follows',
      identity: 'place',
      from: { kind: 'events', route: [], where: statementNamesFile },
      key: onHostOrAddress,
      values: carried({
        users: call('array', ecs('db.user')),
        text: ecs('db.statement'),
        path: namedFile('db.statement'),
        strength: constant(0),
      }),
    },
  ];
}

/** A pattern of the file's name: anywhere in the tree. */
function fileNamed(pattern: string): Predicate {
  const pieces = pattern.split(/(\*)/).filter(piece => piece !== '');
  const parts = pieces.map(piece =>
    piece === '*' ? ({ part: 'segment-run' } as const) : ({ part: 'literal', text: piece } as const),
  );
  const inFolder = [{ part: 'any-run' } as const, { part: 'literal', text: '/' } as const, ...parts];
  return any(
    ...[parts, inFolder].map(whole =>
      test(ecs('file.path'), { is: 'like', parts: whole, case: 'insensitive', asText: 'strings' }),
    ),
  );
}

/** Folders that everybody may write to or that a web server serves, and names that `ls` hides. */
function isStaged(name: string): Predicate {
  return matches(name, '^(?:/tmp|/var/tmp|/dev/shm|/run|/var/www|/srv/www|/usr/share/nginx)/|/\\.[^/]+$');
}

const isNoFile: Predicate = matches(
  'file.path',
  '^(?:/dev/(?:null|tty|pts|stdout|stderr|zero)|/proc/|/sys/)|/\\.\\w+_history',
);

/** Redis writes its snapshot under this name all day. */
const isServersOwn: Predicate = matches('file.path', '/(?:temp-[\\d.]+|dump)\\.rdb$|/base/pgsql_tmp/|/pg_wal/');

const output =
  /(?:>{1,2}|\s-(?:f|o|r)|\s--(?:file|out|output|result-file|archive|target-dir|gzip --archive)[=\s]|\bto\s+'|\boutfile\s+'|\bdumpfile\s+'|\.(?:backup|output|once)\s)\s*["']?([^\s'"`;|&<>-][^\s'"`;|&<>]*)/
    .source;

const namesFile: Predicate = matches('process.command_line', output);

function namedFile(name: string): Value {
  return call('extract', ecs(name), constant(`(?i)${output}`), constant(1));
}

const statementNamesFile: Predicate = test(ecs('db.signatures'), {
  is: 'equal',
  texts: ['copy-to-file', 'into-outfile'],
  case: 'sensitive',
  asText: 'strings',
});
