import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { RuleFile } from '../language/text/index.ts';

export interface CollectedFile extends RuleFile {
  /** A person named this very file, rather than a folder above it. */
  readonly isNamed: boolean;
}

export interface CollectedRules {
  readonly files: readonly CollectedFile[];
  /** Paths that were asked for and are not there, or cannot be read, with the reason. */
  readonly missing: readonly { readonly path: string; readonly reason: string }[];
}

/**
 * Reads every rule file under the given paths: files as they are named, folders with all below them. The order is that
 * of the paths, and by name within a folder, so that what is built of them does not depend on the machine.
 */
export function collectRuleFiles(paths: readonly string[], root: string): CollectedRules {
  const missing: { path: string; reason: string }[] = [];
  const found = new Map<string, CollectedFile>();
  for (const path of paths) {
    const absolute = resolve(root, path);
    try {
      const isNamed = !statSync(absolute).isDirectory();
      for (const name of isNamed ? [absolute] : below(absolute)) {
        const known = found.get(name);
        found.set(name, known ?? { path: shown(name, root), text: readFileSync(name, 'utf8'), isNamed });
      }
    } catch (error) {
      missing.push({ path, reason: why(error) });
    }
  }
  return { files: [...found.values()], missing };
}

/** What rules are written in. A file of another kind that lies among them (README.md, data.json.gz) is stepped over. */
const ruleEndings = ['.yml', '.yaml', '.toml', '.ndjson', '.json', '.policy', '.kql'];

export function isRuleFileName(name: string): boolean {
  return ruleEndings.some(ending => name.endsWith(ending)) && !isTestFileName(name) && !name.startsWith('.');
}

/** `RULE.test.yml`, the tests beside a rule. */
export function isTestFileName(name: string): boolean {
  return /\.test\.ya?ml$/.test(name);
}

function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = join(folder, entry.name);
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
      if (isFolder(path, entry)) return entry.isSymbolicLink() ? [] : below(path);
      return isRuleFileName(entry.name) ? [path] : [];
    });
}

/** A link to a folder is not followed: it could lead back up. A link to a file is that file. */
function isFolder(path: string, entry: { isDirectory(): boolean; isSymbolicLink(): boolean }): boolean {
  return (
    entry.isDirectory() || (entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
  );
}

/** Relative where that is shorter to read, with forward slashes on every system. */
function shown(path: string, root: string): string {
  const near = relative(root, path);
  return (near.startsWith('..') ? path : near).replaceAll('\\', '/');
}

function why(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EACCES') return 'it may not be read by this user';
  return error instanceof Error ? error.message : String(error);
}
