import { createRequire } from 'node:module';
import { KustoError } from './kusto-error.ts';
import type { Syntax } from './syntax.ts';

/** Longer than any rule; what is longer is refused, since the parser's time is not ours to bound. */
const MAX_LENGTH = 200_000;

/** Deeper than any rule; the parser itself recurses. */
const MAX_NESTING = 300;

/** A query as Microsoft's parser reads it. Throws KustoError at the first thing that the parser complains of. */
export function parse(query: string): Syntax {
  if (query.length > MAX_LENGTH)
    throw new KustoError({ start: 0, end: 0 }, `a query of over ${MAX_LENGTH} characters`, '');
  if (nesting(query) > MAX_NESTING) throw new KustoError({ start: 0, end: 0 }, 'nested too deeply', '');
  const code = parser().KustoCode.Parse(query);
  const complaints = code.GetSyntaxDiagnostics();
  const first = firstOf(complaints);
  if (first !== null) {
    const { Start, Length, Message } = first;
    throw new KustoError({ start: Start, end: Start + Length }, lowerFirst(Message.replace(/\.$/, '')), '');
  }
  return plain(code.Syntax);
}

/** The part of Microsoft's library that is used. It is C#, compiled to JavaScript that puts itself into globals. */
interface Parser {
  readonly KustoCode: {
    readonly Parse: (query: string) => {
      readonly Syntax: Node;
      readonly GetSyntaxDiagnostics: () => unknown;
    };
  };
  readonly Syntax: { readonly SyntaxKind: unknown };
  readonly Diagnostic: unknown;
}

interface Complaint {
  readonly Start: number;
  readonly Length: number;
  readonly Message: string;
}

interface Node {
  readonly Kind: number;
  readonly TextStart: number;
  readonly End: number;
  readonly ChildCount: number;
  readonly Text?: string;
  readonly GetChild: (at: number) => Node | null;
}

interface KustoGlobals {
  readonly [name: string]: unknown;
  readonly Kusto?: { readonly Language: Parser };
  readonly System?: {
    readonly Enum: { readonly toString: (type: unknown, value: number) => string };
    readonly Array: {
      readonly getCount: (list: unknown, type: unknown) => number;
      readonly getItem: (list: unknown, at: number, type: unknown) => Complaint;
    };
  };
}

/** Lists of the library have no members that JavaScript could read; its own functions read them. */
function firstOf(complaints: unknown): Complaint | null {
  const { System: system }: KustoGlobals = globalThis;
  const type = parser().Diagnostic;
  if (system === undefined || system.Array.getCount(complaints, type) === 0) return null;
  return system.Array.getItem(complaints, 0, type);
}

/** Loaded when the first Kusto rule comes by: it is megabytes, and most builds have none. */
function parser(): Parser {
  const globals: KustoGlobals = globalThis;
  if (globals.Kusto === undefined) {
    const require = createRequire(import.meta.url);
    require('@kusto/language-service-next/bridge.min.js');
    require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
  }
  if (globals.Kusto === undefined) throw new Error('@kusto/language-service-next did not load');
  return globals.Kusto.Language;
}

const kindNames = new Map<number, string>();

function kindName(kind: number): string {
  const known = kindNames.get(kind);
  if (known !== undefined) return known;
  const globals: KustoGlobals = globalThis;
  const name = globals.System?.Enum.toString(parser().Syntax.SyntaxKind, kind) ?? String(kind);
  kindNames.set(kind, name);
  return name;
}

function plain(node: Node): Syntax {
  const children: Syntax[] = [];
  for (let at = 0; at < node.ChildCount; at++) {
    const inner = node.GetChild(at);
    if (inner !== null) children.push(plain(inner));
  }
  const text = children.length === 0 ? (node.Text ?? '') : '';
  return { kind: kindName(node.Kind), text, start: node.TextStart, end: node.End, children };
}

function nesting(query: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of query) {
    if (character === '(' || character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ')' || character === ']' || character === '}') depth--;
  }
  return deepest;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
