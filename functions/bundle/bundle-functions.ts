import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { encodeBundle, type RuleBundle } from '../../lib/engine/index.ts';

export const functionNames = ['detect', 'publish', 'redrive', 'sweep'] as const;
export type FunctionName = (typeof functionNames)[number];

/** Where a function finds its rules, beside its code. */
export const bundleFileName = 'rules.bundle';

export interface FunctionBundles {
  /** Per function: holds `index.mjs` and the rules where it reads them; nothing else. */
  readonly folders: Readonly<Record<FunctionName, string>>;
  readonly codeBytes: Readonly<Record<FunctionName, number>>;
}

/**
 * Bundles the functions into `outFolder/NAME`, the rules beside the code of those that read them. Source maps go to
 * `outFolder/maps`, not into what is deployed: they would be most of it, and Node reads them only when asked.
 */
export function bundleFunctions(outFolder: string, bundle: RuleBundle): FunctionBundles {
  const code = bundledCode(outFolder);
  const rules = encodeBundle(bundle);
  for (const name of functionNames) {
    const folder = join(outFolder, name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    // publish sends what is in the findings table; it needs no rule.
    if (name !== 'publish') writeFileSync(join(folder, bundleFileName), rules);
  }
  for (const { path, bytes } of code) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  const sizeOf = (name: FunctionName) => code.find(({ path }) => path === codePath(outFolder, name))?.bytes.length ?? 0;
  return {
    folders: perFunction(name => join(outFolder, name)),
    codeBytes: perFunction(sizeOf),
  };
}

/** All in one run of esbuild: they share most of their modules, which are then read once. */
function bundledCode(outFolder: string): readonly { readonly path: string; readonly bytes: Uint8Array }[] {
  const { outputFiles } = buildSync({
    entryPoints: functionNames.map(name => ({
      in: join(import.meta.dirname, '..', name, 'index.ts'),
      out: `${name}/index`,
    })),
    outdir: outFolder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // The SDK's ES modules shake down to two thirds of its CommonJS, and need no `require` in the output.
    mainFields: ['module', 'main'],
    minify: true,
    // Stack traces are read without a map: names of functions and classes are worth their few bytes.
    keepNames: true,
    sourcemap: 'external',
    legalComments: 'none',
    logLevel: 'error',
  });
  return outputFiles.map(({ path, contents }) => ({
    path: path.replace(/([^/\\]+)[/\\]index\.mjs\.map$/, 'maps/$1.mjs.map'),
    bytes: contents,
  }));
}

function codePath(outFolder: string, name: FunctionName): string {
  return join(outFolder, name, 'index.mjs');
}

function perFunction<T>(value: (name: FunctionName) => T): Readonly<Record<FunctionName, T>> {
  return { detect: value('detect'), publish: value('publish'), redrive: value('redrive'), sweep: value('sweep') };
}
