import type { JsonValue } from '../../event/index.ts';
import type { EvaluationContext } from '../context.ts';
import { type Callable, isNumber, isText } from './callable.ts';

/** Patterns here are always run on the linear-time engine: they may come from the event itself. */
export const regexes = {
  extract: ([text, pattern, group], context) => {
    const [first] = matches(text, pattern, context, 1) ?? [];
    return isNumber(group) ? first?.groups[group] : undefined;
  },
  'extract-all': ([text, pattern, group], context) => {
    if (!isNumber(group)) return undefined;
    return matches(text, pattern, context, MOST_MATCHES)?.flatMap(({ groups }) => groups[group] ?? []);
  },
  'count-matches': ([text, pattern], context) => matches(text, pattern, context, MOST_MATCHES)?.length,
  'matches-regex': ([text, pattern, flags], context) => {
    if (!isText(text) || !isText(pattern) || !(flags === undefined || isText(flags))) return undefined;
    return context.linear(pattern, flags ?? '')?.test(context.capped(text));
  },
  'replace-regex': ([text, pattern, to], context) => {
    const found = matches(text, pattern, context, MOST_MATCHES);
    if (found === undefined || !isText(text) || !isText(to)) return undefined;
    let replaced = '';
    let from = 0;
    for (const { start, end, groups } of found) {
      replaced += text.slice(from, start) + to.replace(/\\(\d)/g, (_, digit: string) => groups[Number(digit)] ?? '');
      from = end;
    }
    return replaced + text.slice(from);
  },
} satisfies Record<string, Callable>;

/** Bounds what one value can cost; a text under the cap holds few more useful ones. */
const MOST_MATCHES = 10_000;

interface Match {
  readonly start: number;
  readonly end: number;
  /** 0 is the whole match; undefined where a group took no part. */
  readonly groups: readonly (string | undefined)[];
}

function matches(
  text: JsonValue | undefined,
  pattern: JsonValue | undefined,
  context: EvaluationContext,
  most: number,
): readonly Match[] | undefined {
  if (!isText(text) || !isText(pattern)) return undefined;
  const matcher = context.linear(pattern, '')?.matcher(context.capped(text));
  if (matcher === undefined) return undefined;
  const found: Match[] = [];
  while (found.length < most && matcher.find()) {
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, at) => matcher.group(at) ?? undefined);
    found.push({ start: matcher.start(), end: matcher.end(), groups });
  }
  return found;
}
