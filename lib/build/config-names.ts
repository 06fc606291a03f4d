import type { Config } from '../config/index.ts';
import { type CompiledRule, didYouMean, error, warning } from '../language/text/index.ts';
import type { Diagnostic, Span } from '../rule/index.ts';
import { fieldTables } from '../sources/index.ts';
import { canaryRuleId } from './own-rules.ts';

export type Locate = (...keys: readonly (string | number)[]) => Span;

/** Rule ids and sources that weir.yml names and nobody has: most often a slip of the pen, or a rule that is gone. */
export function unknownNames(config: Config, rules: readonly CompiledRule[], locate: Locate): readonly Diagnostic[] {
  const ids = new Set([...rules.map(rule => rule.id), canaryRuleId]);
  const complain = (id: string, ...keys: readonly (string | number)[]) =>
    ids.has(id)
      ? []
      : [warning('config-unknown-rule', `no rule has the id "${id}"${didYouMean(id, ids)}`, locate(...keys))];
  return [
    ...config.rules.disable.flatMap((id, index) => complain(id, 'rules', 'disable', index)),
    ...config.rules.staged.flatMap((id, index) => complain(id, 'rules', 'staged', index)),
    ...Object.keys(config.tune).flatMap(id => complain(id, 'tune', id)),
    ...unknownSources(config.deploy.latenessSeconds, 'lateness', locate),
    ...unknownSources(config.deploy.silentAfterSeconds, 'silentAfter', locate),
  ];
}

function unknownSources(
  bySource: Readonly<Record<string, number>>,
  key: string,
  locate: Locate,
): readonly Diagnostic[] {
  const known = ['default', ...Object.keys(fieldTables)];
  return Object.keys(bySource)
    .filter(name => !known.includes(name))
    .map(name =>
      warning(
        'config-unknown-source',
        `weir reads no source "${name}"${didYouMean(name, known)}`,
        locate('deploy', key, name),
      ),
    );
}

/** Windows that rules are tuned with and that weir.yml does not have: nothing would ever lie in them. */
export function unknownWindows({ tune, windows }: Config, locate: Locate): readonly Diagnostic[] {
  const names = windows.map(({ name }) => name);
  const complain = (name: string, ...keys: readonly (string | number)[]) => {
    if (names.includes(name)) return [];
    const message = `there is no window "${name}"${didYouMean(name, names)}`;
    return [error('config-unknown-window', message, locate(...keys), 'windows are configured under `windows`')];
  };
  return Object.entries(tune).flatMap(([id, { onlyDuring, notDuring, expect }]) => [
    ...onlyDuring.flatMap((name, index) => complain(name, 'tune', id, 'onlyDuring', index)),
    ...notDuring.flatMap((name, index) => complain(name, 'tune', id, 'notDuring', index)),
    ...(expect === null ? [] : complain(expect.window, 'tune', id, 'expect', 'window')),
  ]);
}
