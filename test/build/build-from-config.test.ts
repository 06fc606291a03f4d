import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildFromConfig, collectRuleFiles, loadConfig } from '../../lib/build/index.ts';
import { readConfig } from '../../lib/config/index.ts';

let folder = '';
const tree: Readonly<Record<string, string>> = {
  'rules/a.yml': 'title: not a rule of any language',
  'rules/a.test.yml': '- expect: none',
  'rules/README.md': '# text',
  'rules/deep/b.policy': 'rules:\n  - id: one\n    expression: exec.file.name == "sh"\n',
  'rules/.hidden/c.yml': 'rules: []',
  'rules/node_modules/d.yml': 'rules: []',
  'weir.yml': 'rules:\n  paths: rules\n  disable: [nobody]\n',
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-build-'));
  for (const [name, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  symlinkSync(folder, join(folder, 'rules/deep/loop'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('rule files on disk', () => {
  it('are found in a fixed order; tests, hidden files, packages and links back are not among them', () => {
    const { files, missing } = collectRuleFiles(['rules'], folder);
    expect(files.map(({ path, isNamed }) => ({ path, isNamed }))).toEqual([
      { path: 'rules/a.yml', isNamed: false },
      { path: 'rules/deep/b.policy', isNamed: false },
    ]);
    expect(missing).toEqual([]);
  });

  it('may be named one by one, and what is not there is said', () => {
    const { files, missing } = collectRuleFiles(['rules/a.yml', 'rules', 'nowhere'], folder);
    expect(files.map(file => file.isNamed)).toEqual([true, false]);
    expect(missing).toEqual([{ path: 'nowhere', reason: 'there is no such file or folder' }]);
  });
});

describe('a build from weir.yml', () => {
  it('compiles what the paths hold, steps over what is no rule, and says what the configuration gets wrong', () => {
    const loaded = loadConfig('', folder);
    const build = buildFromConfig(loaded, loaded.folder);
    expect(build.rules.map(({ path, language }) => ({ path, language }))).toEqual([
      { path: 'rules/deep/b.policy', language: 'secl' },
    ]);
    expect(build.steppedOver).toEqual(['rules/a.yml']);
    expect(build.diagnostics.map(({ message, span }) => `${span.line}: ${message}`)).toEqual([
      '3: no rule has the id "nobody"',
    ]);
    expect(build.bundle.rules.length).toBe(1);
  });

  it('points at a source that weir does not read', () => {
    const loaded = loadConfig('', folder);
    const { config } = readConfig({
      path: 'weir.yml',
      text: 'deploy: {silentAfter: {flaco: 1h}, lateness: {falco: 1h}}',
    });
    const { diagnostics } = buildFromConfig({ ...loaded, config }, loaded.folder);
    expect(diagnostics.map(({ message }) => message)).toEqual(['weir reads no source "flaco"; did you mean "falco"?']);
  });

  it('takes a file that a person names for a rule, and fails where it is none', () => {
    const build = buildFromConfig(loadConfig('', folder), folder, { paths: ['rules/a.yml'] });
    expect(build.failures.map(({ path, status }) => ({ path, status }))).toEqual([
      { path: 'rules/a.yml', status: 'error' },
    ]);
  });

  it('gives the same bundle each time', () => {
    const once = buildFromConfig(loadConfig('', folder), folder).bundle;
    expect(buildFromConfig(loadConfig('', folder), folder).bundle).toEqual(once);
  });
});
