import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { isTestFileName } from '../../lib/build/index.ts';

/** `RULE.test.yml` beside `RULE.yml`; '' where the rule has none. */
export function testFileOf(rulePath: string): string {
  const stem = rulePath.slice(0, rulePath.length - extname(rulePath).length);
  return [`${stem}.test.yml`, `${stem}.test.yaml`].find(path => existsSync(path)) ?? '';
}

/** A person may name a test file instead of its rule. */
export function ruleOfTestFile(path: string): string {
  const stem = path.replace(/\.test\.ya?ml$/, '');
  const own = readdirSync(dirname(resolve(path))).find(name => {
    const candidate = join(dirname(path), name);
    return !isTestFileName(name) && candidate.slice(0, candidate.length - extname(candidate).length) === join(stem);
  });
  return own === undefined ? '' : join(dirname(path), own);
}

/** Test files below a path that belong to no rule: a renamed rule must not lose its tests without a word. */
export function strayTestFiles(path: string): readonly string[] {
  const state = statSync(resolve(path), { throwIfNoEntry: false });
  if (state?.isDirectory() !== true) return [];
  return readdirSync(resolve(path), { recursive: true, encoding: 'utf8' })
    .filter(isTestFileName)
    .map(name => join(path, name))
    .filter(name => ruleOfTestFile(name) === '');
}
