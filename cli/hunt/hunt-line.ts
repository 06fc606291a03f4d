import type { JsonObject, JsonValue } from '../../lib/event/index.ts';
import type { Place } from '../detection/places.ts';
import { type Style, visible } from '../style.ts';

/** One match of a hunt. */
export interface HuntLine {
  /** The values that its events share, where the query joins by any. */
  readonly key: readonly JsonValue[];
  /** Where its events stand, in the order of the query's steps. */
  readonly events: readonly Place[];
  /** The logs themselves. */
  readonly texts: readonly string[];
  /** Figures of the window, for queries that count. */
  readonly measures?: JsonObject;
}

/** A log can be a page long; the place beside it leads to the rest. */
const shownLength = 400;

export function huntText({ key, events, texts, measures }: HuntLine, paint: Style): string {
  const figures = Object.entries(measures ?? {}).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  const head = [...key.map(part => (typeof part === 'string' ? part : JSON.stringify(part))), ...figures];
  const lines = events.map(({ file, line }, index) => {
    const text = texts[index] ?? '';
    const shown = text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
    return `${paint.cyan(`${visible(file)}:${line}`)}  ${visible(shown)}`;
  });
  if (events.length === 1 && head.length === 0) return lines.join('');
  return [paint.bold(`▸ ${head.map(visible).join(', ')}`.trimEnd()), ...lines.map(line => `  ${line}`)].join('\n');
}
