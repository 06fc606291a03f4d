import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

export const functionNames = ['detect', 'publish', 'redrive', 'sweep'] as const;
export type FunctionName = (typeof functionNames)[number];

export interface FunctionBundle {
  /** Holds `index.mjs` and the files beside it; nothing else. */
  readonly folder: string;
  readonly codeBytes: number;
}

/**
 * Bundles one function into `outFolder/NAME`. `files` are written beside the code: the rule bundle. Source maps go to
 * `outFolder/maps`, not into the folder: they would be most of what is deployed, and Node reads them only when asked.
 */
export function bundleFunction(
  name: FunctionName,
  outFolder: string,
  files: Readonly<Record<string, string>> = {},
): FunctionBundle {
  const folder = join(outFolder, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const codeBytes = bundleCode(name, folder, join(outFolder, 'maps'));
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
  return { folder, codeBytes };
}

function bundleCode(name: FunctionName, folder: string, maps: string): number {
  const { outputFiles } = buildSync({
    entryPoints: [join(import.meta.dirname, '..', name, 'index.ts')],
    outfile: join(folder, 'index.mjs'),
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
  mkdirSync(maps, { recursive: true });
  let codeBytes = 0;
  for (const file of outputFiles) {
    const isMap = file.path.endsWith('.map');
    writeFileSync(isMap ? join(maps, `${name}.mjs.map`) : join(folder, 'index.mjs'), file.contents);
    if (!isMap) codeBytes = file.contents.byteLength;
  }
  return codeBytes;
}
