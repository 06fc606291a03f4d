import type { Detection, Route } from '../ir/index.ts';
import type { BundledRule, BundleSettings, RuleBundle } from './rule-bundle.ts';

/**
 * A bundle as a file, made so that little of it must be read: a preamble, a head in JSON with what is needed at once, the
 * index, and then every rule and selector as a JSON text of its own, read when it is first asked for.
 */
export function encodeBundle({ version, id, rules, selectors, settings, index }: RuleBundle): Buffer {
  const routes: Route[] = [];
  const routeAt = new Map<string, number>();
  const routeOf = (route: Route): number => {
    const spelling = JSON.stringify(route);
    const known = routeAt.get(spelling);
    if (known !== undefined) return known;
    routeAt.set(spelling, routes.length);
    routes.push(route);
    return routes.length - 1;
  };
  const texts = [
    ...rules.map(({ rule, version, staged }) => JSON.stringify({ rule, version, staged } satisfies RuleText)),
    ...selectors.map(({ where }) => JSON.stringify(where)),
  ].map(text => Buffer.from(text));
  const uses = selectors.map(selector => selector.uses.flatMap(({ rule, leg }) => [rule, leg]));
  const parts: Record<PartName, Uint8Array> = {
    index,
    ids: Buffer.from(JSON.stringify(rules.map(rule => rule.id))),
    kinds: Buffer.from(JSON.stringify(rules.map(({ kind }) => kind))),
    routes: bytesOf(selectors.map(({ route }) => routeOf(route))),
    useStarts: bytesOf(starts(uses.map(({ length }) => length))),
    uses: bytesOf(uses.flat()),
    textStarts: bytesOf(starts(texts.map(({ length }) => length))),
    texts: Buffer.concat(texts),
  };
  const feeds = rules.flatMap(({ feeds }, position) => (feeds.length === 0 ? [] : [[position, feeds] as const]));
  const head = { id, settings, routes, feeds, rules: rules.length, selectors: selectors.length };
  return layOut(version, head, parts);
}

/** Each part begins at a multiple of eight; the texts come last, and alone are left where they lie. */
export const partNames = ['index', 'ids', 'kinds', 'routes', 'useStarts', 'uses', 'textStarts', 'texts'] as const;
export type PartName = (typeof partNames)[number];

export interface BundleHead {
  readonly id: string;
  readonly settings: BundleSettings;
  /** The distinct ones; `routes` of the parts says which selector has which. */
  readonly routes: readonly Route[];
  /** By position of the rule. */
  readonly feeds: readonly (readonly [rule: number, feeds: BundledRule['feeds']])[];
  readonly rules: number;
  readonly selectors: number;
  /** Where each part lies in the file, and its length in bytes. */
  readonly parts: Readonly<Record<PartName, readonly [at: number, length: number]>>;
}

export type RuleText = Pick<BundledRule, 'rule' | 'version' | 'staged'>;
export type Kind = Detection['kind'];

/** Before the head: MAGIC, and three numbers: the version, the length of the head and that of the whole file. */
export const MAGIC = 'weir';
export const PREAMBLE = 16;

function layOut(
  version: number,
  head: Omit<BundleHead, 'parts'>,
  parts: Readonly<Record<PartName, Uint8Array>>,
): Buffer {
  // The head says where the parts lie, which depends on how long it is: it gets room for its longest form.
  const room = aligned(JSON.stringify({ ...head, parts: placed(parts, 10 ** 12) }).length * 3);
  const places = placed(parts, PREAMBLE + room);
  const written = Buffer.from(JSON.stringify({ ...head, parts: places } satisfies BundleHead));
  const [at, length] = places.texts;
  const file = Buffer.alloc(at + length);
  file.write(MAGIC, 0, 'latin1');
  file.writeUInt32LE(version, 4);
  file.writeUInt32LE(written.length, 8);
  file.writeUInt32LE(file.length, 12);
  written.copy(file, PREAMBLE);
  for (const name of partNames) file.set(parts[name], places[name][0]);
  return file;
}

function placed(parts: Readonly<Record<PartName, Uint8Array>>, from: number): BundleHead['parts'] {
  let at = from;
  const places = partNames.map(name => {
    const place = [at, parts[name].length] as const;
    at = aligned(at + parts[name].length);
    return [name, place] as const;
  });
  return Object.fromEntries(places) as BundleHead['parts']; // one for each name
}

function aligned(length: number): number {
  return Math.ceil(length / 8) * 8;
}

function bytesOf(numbers: readonly number[]): Uint8Array {
  return new Uint8Array(Int32Array.from(numbers).buffer);
}

/** Where each of so long pieces begins, laid end to end, and where the last ends. */
function starts(lengths: readonly number[]): readonly number[] {
  const found = [0];
  for (const length of lengths) found.push((found.at(-1) ?? 0) + length);
  return found;
}
