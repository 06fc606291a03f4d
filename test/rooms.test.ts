import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** The table of rooms (docs/architecture.md): what each may import, besides itself. `npm:x` is a package or its prefix. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'lib/event': [],
  'lib/rule': [],
  'lib/ir': ['lib/event', 'lib/rule'],
  'lib/language/text': ['lib/rule', 'lib/ir', 'npm:yaml', 'npm:re2js'],
  'lib/language/sigma': ['lib/rule', 'lib/ir', 'lib/language/text'],
  'lib/language/eql': ['lib/rule', 'lib/ir', 'lib/language/text'],
  'lib/language/kuery': ['lib/rule', 'lib/ir', 'lib/language/text'],
  'lib/language/secl': ['lib/rule', 'lib/ir', 'lib/language/text'],
  'lib/language/kusto': ['lib/rule', 'lib/ir', 'lib/language/text', 'npm:@kusto/language-service-next'],
  'lib/language/attack': ['lib/rule', 'lib/ir', 'lib/language/text'],
  'lib/language/elastic': [
    'lib/language/eql',
    'lib/language/kuery',
    'lib/rule',
    'lib/ir',
    'lib/language/text',
    'npm:smol-toml',
  ],
  'lib/language': ['lib/language/*', 'lib/rule', 'lib/ir'],
  'lib/ingest': ['lib/event'],
  'lib/sources': ['lib/event', 'lib/ingest'],
  'lib/engine': ['lib/event', 'lib/rule', 'lib/ir', 'npm:re2js', 'npm:ipaddr.js'],
  'lib/correlation': ['lib/event', 'lib/rule', 'lib/ir'],
  'lib/finding': ['lib/event', 'lib/rule', 'lib/correlation', 'npm:valibot'],
  'lib/config': ['lib/rule', 'lib/language/text', 'npm:yaml', 'npm:valibot'],
  'lib/build': [
    'lib/event',
    'lib/rule',
    'lib/ir',
    'lib/language',
    'lib/language/text',
    'lib/engine',
    'lib/correlation',
    'lib/sources',
    'lib/config',
  ],
  'lib/pipeline': [
    'lib/event',
    'lib/rule',
    'lib/ir',
    'lib/ingest',
    'lib/sources',
    'lib/engine',
    'lib/correlation',
    'lib/finding',
  ],
  'lib/aws': ['lib/event', 'lib/rule', 'lib/correlation', 'lib/finding', 'lib/pipeline', 'npm:@aws-sdk', 'npm:@smithy'],
  functions: ['lib/pipeline', 'lib/aws', 'lib/engine', 'lib/finding', 'lib/ingest', 'npm:aws-lambda', 'npm:esbuild'],
  cli: ['lib/*', 'functions', 'npm:*'],
  cdk: [
    'functions',
    'lib/aws',
    'lib/build',
    'lib/config',
    'lib/language/text',
    'lib/rule',
    'npm:aws-cdk-lib',
    'npm:constructs',
    'npm:cdk-nag',
  ],
};

const importLine = /^\s*(?:import|export)\s(?:[^'"]*\sfrom\s)?['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)/;

describe('imports keep to the table of rooms', () => {
  for (const room of Object.keys(mayImport)) {
    it(room, () => expect(importsOf(room).flatMap(found => complaint(room, found))).toEqual([]));
  }

  it('every folder of lib is a room of the table', () => {
    const folders = files('lib').map(path => roomOf(path));
    expect(folders.filter(room => !(room in mayImport))).toEqual([]);
  });
});

interface Found {
  readonly path: string;
  readonly line: number;
  readonly target: string;
}

function complaint(room: string, found: Found): string[] {
  const { path, line, target } = found;
  if (target.startsWith('node:')) return [];
  const wanted = target.startsWith('.') ? roomOf(join(dirname(path), target)) : `npm:${target}`;
  if (wanted === room || (mayImport[room] ?? []).some(allowed => covers(allowed, wanted))) {
    return throughDoor(path, target, wanted === room)
      ? []
      : [`${path}:${line} imports ${target} past its room's index.ts`];
  }
  return [`${path}:${line} imports ${target}: ${room} may not import ${wanted}`];
}

function covers(allowed: string, wanted: string): boolean {
  if (allowed.endsWith('*')) return wanted.startsWith(allowed.slice(0, -1));
  return wanted === allowed || (allowed.startsWith('npm:') && wanted.startsWith(`${allowed}/`));
}

function throughDoor(path: string, target: string, isOwnRoom: boolean): boolean {
  if (isOwnRoom || !target.startsWith('.') || path.startsWith('cli')) return true;
  return target.endsWith('/index.ts') || target.endsWith('package.json');
}

function importsOf(room: string): Found[] {
  return files(room)
    .filter(path => roomOf(path) === room)
    .flatMap(path =>
      readFileSync(join(root, path), 'utf8')
        .replace(/\/\*[\s\S]*?\*\//g, comment => comment.replace(/[^\n]/g, ' '))
        .replace(/(?:import|export)\s[^;'"]*?from\s/g, statement => statement.replace(/\n/g, ' '))
        .split('\n')
        .flatMap((text, index) => {
          const found = importLine.exec(text);
          const target = found?.[1] ?? found?.[2];
          return target === undefined ? [] : [{ path, line: index + 1, target }];
        }),
    );
}

/** The longest room of the table that holds the path. */
function roomOf(path: string): string {
  const parts = path.split(sep);
  if (parts[0] !== 'lib') return parts[0] ?? '';
  const deep = parts.slice(0, 3).join('/');
  if (parts[1] === 'language') return deep in mayImport ? deep : 'lib/language';
  return parts.slice(0, 2).join('/');
}

function files(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => relative(root, join(entry.parentPath, entry.name)));
}
