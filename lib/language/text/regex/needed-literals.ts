import { letterPair, single } from './char-set.ts';
import type { RegexNode } from './regex-node.ts';

export interface LiteralSetting {
  /** Lower-cased literals, to be looked for in lower-cased text. */
  readonly isCaseless: boolean;
  readonly engine: 'native' | 'linear';
}

/** Texts of which any match holds at least one; none where nothing useful is known. */
export function neededLiterals(node: RegexNode, setting: LiteralSetting): readonly string[] {
  const { best, whole } = needs(node, setting);
  return better(best, whole) ?? [];
}

/** Either may be null: unknown. */
interface Needs {
  /** The node matches exactly these texts, and nothing else. */
  readonly whole: readonly string[] | null;
  /** Any match of the node holds one of these. */
  readonly best: readonly string[] | null;
}

const nothing: Needs = { whole: null, best: null };

/** More alternatives than this cost the index more than they save. */
const maxLiterals = 16;

function needs(node: RegexNode, setting: LiteralSetting): Needs {
  switch (node.node) {
    case 'set': {
      const text = exactly(node, setting);
      return { whole: text === null ? fewOf(node, setting) : [text], best: null };
    }
    case 'anchor':
      return { whole: [''], best: null };
    case 'either':
      return needsOfEither(node.of.map(inner => needs(inner, setting)));
    case 'repeat': {
      if (node.min === 0) return nothing;
      const inner = needs(node.of, setting);
      return { whole: node.max === 1 ? inner.whole : null, best: better(inner.best, inner.whole) };
    }
    case 'sequence':
      return needsOfSequence(node.of.map(inner => needs(inner, setting)));
    default:
      return node satisfies never;
  }
}

function exactly(node: RegexNode & { readonly node: 'set' }, { isCaseless, engine }: LiteralSetting): string | null {
  const code = single(node.ranges) ?? (isCaseless ? letterPair(node.ranges) : null);
  if (code === null) return null;
  const text = String.fromCodePoint(code);
  // Without letter case, the linear engine takes the Kelvin sign for k and the long s for s, which lower-casing does not.
  if (isCaseless && (code >= 0x80 || (engine === 'linear' && 'ks'.includes(text)))) return null;
  return text;
}

/** A set of few characters is as good as that many alternatives: `[ "']`. */
const maxOfSet = 4;

function fewOf(
  { ranges }: RegexNode & { readonly node: 'set' },
  { isCaseless }: LiteralSetting,
): readonly string[] | null {
  if (ranges.reduce((size, [from, to]) => size + to - from + 1, 0) > maxOfSet) return null;
  const texts = ranges.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at)),
  );
  const hasCase = texts.some(text => text >= '\x80' || text.toLowerCase() !== text.toUpperCase());
  return isCaseless && hasCase ? null : texts;
}

function needsOfEither(of: readonly Needs[]): Needs {
  const wholes = of.map(({ whole }) => whole);
  const bests = of.map(({ best, whole }) => better(best, whole));
  return { whole: together(wholes), best: together(bests) };
}

function together(sets: readonly (readonly string[] | null)[]): readonly string[] | null {
  if (sets.some(set => set === null)) return null;
  const all = [...new Set(sets.flatMap(set => set ?? []))];
  return all.length <= maxLiterals ? all : null;
}

function needsOfSequence(of: readonly Needs[]): Needs {
  let run: readonly string[] = [''];
  let best: readonly string[] | null = null;
  let isWhole = true;
  for (const { whole, best: inner } of of) {
    const longer = whole === null ? null : product(run, whole);
    if (longer === null) {
      best = better(better(best, run), inner);
      run = whole ?? [''];
      isWhole = false;
    } else run = longer;
  }
  return { whole: isWhole ? run : null, best: better(best, run) };
}

function product(left: readonly string[], right: readonly string[]): readonly string[] | null {
  if (left.length * right.length > maxLiterals) return null;
  return [...new Set(left.flatMap(a => right.map(b => a + b)))];
}

/** The one whose shortest text is longest: it is the rarest in any text. */
function better(a: readonly string[] | null, b: readonly string[] | null): readonly string[] | null {
  const [left, right] = [shortest(a), shortest(b)];
  if (left === 0 && right === 0) return null;
  return right > left ? b : a;
}

function shortest(texts: readonly string[] | null): number {
  return texts === null || texts.length === 0 ? 0 : Math.min(...texts.map(({ length }) => length));
}
