import { didYouMean, type YamlNode } from '../language/text/index.ts';
import { complain, isEmpty, mismatch, type Report, type Shape } from './shape.ts';

export function flag(fallback: boolean): Shape<boolean> {
  return {
    schema: { type: 'boolean', default: fallback },
    fallback,
    read: (node, report) => {
      if (isEmpty(node)) return fallback;
      if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
      mismatch(report, node, 'true or false');
      return fallback;
    },
  };
}

/** A whole number between two bounds, both included. */
export function whole(fallback: number, least: number, most: number): Shape<number> {
  return {
    schema: { type: 'integer', minimum: least, maximum: most, default: fallback },
    fallback,
    read: (node, report) => {
      if (isEmpty(node)) return fallback;
      const value = node.kind === 'scalar' ? node.value : null;
      if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
      mismatch(report, node, `a whole number from ${least} to ${most}`);
      return fallback;
    },
  };
}

export function number(fallback: number, least: number, most: number): Shape<number> {
  return {
    schema: { type: 'number', minimum: least, maximum: most, default: fallback },
    fallback,
    read: (node, report) => {
      if (isEmpty(node)) return fallback;
      const value = node.kind === 'scalar' ? node.value : null;
      if (typeof value === 'number' && value >= least && value <= most) return value;
      mismatch(report, node, `a number from ${least} to ${most}`);
      return fallback;
    },
  };
}

/** Text, held to a pattern. Numbers count as their source text: account ids look like numbers to YAML. */
export function text(pattern: RegExp | null = null, expected = 'text'): Shape<string> {
  return {
    schema: { type: 'string', ...(pattern === null ? {} : { pattern: pattern.source }) },
    fallback: '',
    read: (node, report) => {
      if (isEmpty(node)) return '';
      const found = sourceText(node);
      if (found !== null && (pattern === null || pattern.test(found))) return found;
      mismatch(report, node, expected);
      return '';
    },
  };
}

export function oneOf<const T extends string>(words: readonly T[], fallback: T): Shape<T> {
  return {
    schema: { enum: words, default: fallback },
    fallback,
    read: (node, report) => (isEmpty(node) ? fallback : (wordOf(node, words, report) ?? fallback)),
  };
}

/** One of the words, or undefined after a complaint that names the nearest. */
export function wordOf<T extends string>(node: YamlNode, words: readonly T[], report: Report): T | undefined {
  const found = node.kind === 'scalar' ? node.source : null;
  const word = words.find(candidate => candidate === found);
  if (word !== undefined) return word;
  if (found === null) mismatch(report, node, words.join(', '));
  else {
    const message = `unknown value "${found}"${didYouMean(found, words)}`;
    complain(report, 'config-value', message, node.span, `one of: ${words.join(', ')}`);
  }
  return undefined;
}

/** `90s`, `15m`, `2h`, `3d`, `1w`, or a number of seconds; read as seconds. */
export function duration(mostSeconds: number): Shape<number> {
  return {
    schema: {
      oneOf: [
        { type: 'string', pattern: durationPattern.source },
        { type: 'integer', minimum: 0, maximum: mostSeconds },
      ],
    },
    fallback: 0,
    read: (node, report) => {
      const seconds = durationSeconds(sourceText(node) ?? '');
      if (seconds === null) {
        complain(
          report,
          'config-duration',
          `expected a duration, found "${sourceText(node) ?? ''}"`,
          node.span,
          'a number and a unit: 90s, 15m, 2h, 3d',
        );
        return 0;
      }
      if (seconds <= mostSeconds) return seconds;
      complain(report, 'config-duration', `"${sourceText(node)}" is longer than ${longest(mostSeconds)}`, node.span);
      return 0;
    },
  };
}

const durationPattern = /^\d{1,9}(s|m|h|d|w)?$/;
const secondsPerUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

function durationSeconds(source: string): number | null {
  const unit = durationPattern.exec(source);
  if (unit === null) return null;
  return Number.parseInt(source, 10) * (secondsPerUnit[unit[1] ?? 's'] ?? 1);
}

function longest(seconds: number): string {
  return seconds % 86_400 === 0 ? `${seconds / 86_400}d` : `${Math.floor(seconds / 3600)}h`;
}

function sourceText(node: YamlNode): string | null {
  if (node.kind !== 'scalar' || node.value === null || typeof node.value === 'boolean') return null;
  return node.source;
}
