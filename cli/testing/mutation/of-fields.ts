import type { Mutation } from './mutation.ts';
import { hasAt, jsonOf, withAt } from './process-fields.ts';

/** Fields that a source may leave out, by its version, its set-up, or because a process had ended. */
const optional: readonly (readonly string[])[] = [
  ...[
    'proc.exepath',
    'proc.name',
    'proc.pname',
    'proc.pexepath',
    'proc.tty',
    'proc.cwd',
    'user.name',
    'user.uid',
    'user.loginuid',
    'fd.name',
  ].map(name => ['output_fields', name]),
  ['hostname'],
  ['process', 'name'],
  ['process', 'executable'],
  ['process', 'interactive'],
  ['process', 'parent', 'name'],
  ['process', 'parent', 'executable'],
  ['user', 'name'],
  ['user', 'audit'],
  ['host', 'name'],
  ['file', 'name'],
  ['event', 'action'],
  ['userIdentity', 'arn'],
  ['userIdentity', 'principalId'],
  ['userAgent'],
  ['sourceIPAddress'],
  ['recipientAccountId'],
];

export const dropped: Mutation = absent('dropped field', 'a field that a source may leave out is not there', undefined);
export const nulled: Mutation = absent('null field', 'a field that a source may leave out is null', null);

function absent(name: string, says: string, value: null | undefined): Mutation {
  return {
    name,
    says,
    mutants: logs =>
      optional.flatMap(path => {
        const changed = logs.map(log => {
          const document = jsonOf(log);
          return document === null || !hasAt(document, path) ? null : JSON.stringify(withAt(document, path, value));
        });
        if (changed.every(log => log === null)) return [];
        return [
          {
            detail: path.slice(path[0] === 'output_fields' ? 1 : 0).join('.'),
            logs: changed.map((log, at) => log ?? logs[at] ?? ''),
          },
        ];
      }),
  };
}
