import type { Severity } from '../lib/rule/index.ts';

/** Text in colours, or as it is. Colour never carries meaning alone: every coloured word also says it. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly blue: (text: string) => string;
  readonly magenta: (text: string) => string;
  readonly cyan: (text: string) => string;
  readonly severity: (severity: Severity, text?: string) => string;
}

export function style(colour: boolean): Style {
  const paint = (code: string) => (text: string) => (colour && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text);
  const bySeverity: Readonly<Record<Severity, (text: string) => string>> = {
    critical: paint('1;35'),
    high: paint('1;31'),
    medium: paint('33'),
    low: paint('36'),
    informational: paint('2'),
  };
  return {
    bold: paint('1'),
    dim: paint('2'),
    red: paint('31'),
    green: paint('32'),
    yellow: paint('33'),
    blue: paint('34'),
    magenta: paint('35'),
    cyan: paint('36'),
    severity: (severity, text = severity) => bySeverity[severity](text),
  };
}

/**
 * Log text for a terminal: control characters (a log may hold escape sequences) become visible, so that no event can
 * move the cursor, change colours or hide a line.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, character => {
    if (character === '\t' || character === '\n') return ' ';
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });
}
