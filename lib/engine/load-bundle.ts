import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Predicate, Route } from '../ir/index.ts';
import { type BundleHead, type Kind, MAGIC, type PartName, PREAMBLE, type RuleText } from './encode-bundle.ts';
import { type BundledRule, type BundleSettings, bundleVersion, type RuleBundle, type Selector } from './rule-bundle.ts';

/** Some bytes of a bundle, in a buffer of their own. */
type ReadBytes = (at: number, length: number) => Uint8Array<ArrayBuffer>;

/** A bundle that encodeBundle wrote. Throws where it is of another version, cut short, or no bundle at all. */
export function loadBundle(bytes: Uint8Array): RuleBundle {
  return readBundle((at, length) => Uint8Array.from(bytes.subarray(at, at + length)), bytes.length);
}

/** The same from a file, which stays open: rules and selectors are read from it when they are first asked for. */
export function openBundle(path: string): RuleBundle {
  const file = openSync(path, 'r');
  try {
    const read: ReadBytes = (at, length) => {
      const bytes = new Uint8Array(length);
      for (let done = 0; done < length; ) {
        const more = readSync(file, bytes, done, length - done, at + done);
        if (more === 0) throw new Error(`${path} ends before what it should hold: build it again`);
        done += more;
      }
      return bytes;
    };
    return readBundle(read, fstatSync(file).size);
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function readBundle(read: ReadBytes, size: number): RuleBundle {
  const preamble = Buffer.from(read(0, Math.min(size, PREAMBLE)));
  if (preamble.length < PREAMBLE || preamble.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw new Error('this is no rule bundle; build one with `weir build`');
  }
  const version = preamble.readUInt32LE(4);
  if (version !== bundleVersion) {
    throw new Error(
      `the rule bundle has version ${version}, this engine reads version ${bundleVersion}: ` +
        'build it again with the same release of weir that runs it',
    );
  }
  const whole = preamble.readUInt32LE(12);
  if (size !== whole) {
    throw new Error(`the rule bundle has ${size} of its ${whole} bytes: it was cut short or added to; build it again`);
  }
  const head: BundleHead = JSON.parse(textOf(read(PREAMBLE, preamble.readUInt32LE(8)))); // as encodeBundle wrote it
  const part = (name: PartName): Uint8Array<ArrayBuffer> => read(...head.parts[name]);
  const numbers = (name: PartName): Int32Array => new Int32Array(part(name).buffer);
  const [textStarts, [textsAt]] = [numbers('textStarts'), head.parts.texts];
  /** Rules first, then selectors. */
  const parsed = (position: number): unknown => {
    const start = textStarts[position] ?? 0;
    return JSON.parse(textOf(read(textsAt + start, (textStarts[position + 1] ?? start) - start)));
  };
  return {
    version,
    id: head.id,
    settings: head.settings,
    rules: rulesOf(head, JSON.parse(textOf(part('ids'))), JSON.parse(textOf(part('kinds'))), parsed),
    selectors: selectorsOf(
      head,
      { routes: numbers('routes'), useStarts: numbers('useStarts'), uses: numbers('uses') },
      parsed,
    ),
    index: part('index'),
  };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
}

type Parsed = (position: number) => unknown;

function rulesOf(
  { feeds }: BundleHead,
  ids: readonly string[],
  kinds: readonly Kind[],
  parsed: Parsed,
): readonly BundledRule[] {
  const feedsAt = new Map(feeds);
  return kinds.map((kind, at) => {
    const read = (): RuleText => parsed(at) as RuleText; // as encodeBundle wrote it
    return new FiledRule(ids[at] ?? '', kind, feedsAt.get(at) ?? NO_FEEDS, read);
  });
}

const NO_FEEDS: BundledRule['feeds'] = [];

class FiledRule implements BundledRule {
  readonly id: string;
  readonly kind: Kind;
  readonly feeds: BundledRule['feeds'];
  readonly #read: () => RuleText;
  #text: RuleText | null = null;

  constructor(id: string, kind: Kind, feeds: BundledRule['feeds'], read: () => RuleText) {
    this.id = id;
    this.kind = kind;
    this.feeds = feeds;
    this.#read = read;
  }

  get rule(): RuleText['rule'] {
    return this.#filed().rule;
  }

  get version(): string {
    return this.#filed().version;
  }

  get staged(): boolean {
    return this.#filed().staged;
  }

  #filed(): RuleText {
    this.#text ??= this.#read();
    return this.#text;
  }
}

interface SelectorColumns {
  readonly routes: Int32Array;
  readonly useStarts: Int32Array;
  readonly uses: Int32Array;
}

function selectorsOf(
  head: BundleHead,
  { routes, useStarts, uses }: SelectorColumns,
  parsed: Parsed,
): readonly Selector[] {
  return Array.from({ length: head.selectors }, (_, at) => {
    const usesOf = (): Selector['uses'] => {
      const found: { rule: number; leg: number }[] = [];
      const end = useStarts[at + 1] ?? 0;
      for (let use = useStarts[at] ?? 0; use < end; use += 2) {
        found.push({ rule: uses[use] ?? 0, leg: uses[use + 1] ?? 0 });
      }
      return found;
    };
    return new FiledSelector(head.routes[routes[at] ?? 0] ?? [], () => parsed(head.rules + at) as Predicate, usesOf);
  });
}

class FiledSelector implements Selector {
  readonly route: Route;
  readonly #readWhere: () => Predicate;
  readonly #readUses: () => Selector['uses'];
  #where: Predicate | null = null;
  #uses: Selector['uses'] | null = null;

  constructor(route: Route, readWhere: () => Predicate, readUses: () => Selector['uses']) {
    this.route = route;
    this.#readWhere = readWhere;
    this.#readUses = readUses;
  }

  get where(): Predicate {
    this.#where ??= this.#readWhere();
    return this.#where;
  }

  get uses(): Selector['uses'] {
    this.#uses ??= this.#readUses();
    return this.#uses;
  }
}

/** What a bundle needs when there is no weir.yml. */
export const emptySettings: BundleSettings = {
  values: {},
  windows: {},
  hosts: [],
  formats: {},
  latenessSeconds: {},
};
