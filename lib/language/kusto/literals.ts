import { KustoError } from './kusto-error.ts';
import { type Syntax, spell, unquote } from './syntax.ts';

/** What a constant of the IR can hold. Times and spans are microseconds. */
export type Literal = string | number | boolean | null | readonly Literal[] | { readonly [name: string]: Literal };

/** A literal's value; undefined where the node is none. */
export function literalOf(node: Syntax): Literal | undefined {
  switch (node.kind) {
    case 'StringLiteralExpression':
      return unquote(spell(node));
    case 'CompoundStringLiteralExpression':
      return node.children
        .map(part => part.children.map(token => unquote(token.text)).join('') || unquote(part.text))
        .join('');
    case 'LongLiteralExpression':
    case 'IntLiteralExpression':
    case 'RealLiteralExpression':
    case 'DecimalLiteralExpression':
      return numberOf(spell(node));
    case 'BooleanLiteralExpression':
      return /^(?:bool(?:ean)?\()?\s*(?:true|1)/i.test(spell(node));
    case 'TimespanLiteralExpression':
      return spanMicros(node, inParentheses(spell(node)));
    case 'DateTimeLiteralExpression':
      return timeMicros(node, inParentheses(spell(node)));
    case 'GuidLiteralExpression':
      return inParentheses(spell(node));
    case 'NullLiteralExpression':
      return null;
    case 'UnaryMinusExpression': {
      const inner = node.children[1] === undefined ? undefined : literalOf(node.children[1]);
      return typeof inner === 'number' ? -inner : undefined;
    }
    case 'DynamicExpression':
      return dynamicOf(node);
    default:
      return undefined;
  }
}

const unitMicros: Readonly<Record<string, number>> = {
  d: 86_400e6,
  day: 86_400e6,
  days: 86_400e6,
  h: 3600e6,
  hr: 3600e6,
  hrs: 3600e6,
  hour: 3600e6,
  hours: 3600e6,
  m: 60e6,
  min: 60e6,
  minute: 60e6,
  minutes: 60e6,
  s: 1e6,
  sec: 1e6,
  second: 1e6,
  seconds: 1e6,
  ms: 1e3,
  milli: 1e3,
  millis: 1e3,
  millisec: 1e3,
  millisecond: 1e3,
  milliseconds: 1e3,
  microsecond: 1,
  microseconds: 1,
  tick: 0.1,
  ticks: 0.1,
};

/** `1.5h`, `30m`, `1.02:03:04`, ISO 8601's `PT5H` and `P1D` of the rule's YAML. */
export function spanMicros(at: { readonly start: number; readonly end: number }, text: string): number {
  const short = /^(-?\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text);
  const unit = unitMicros[short?.[2]?.toLowerCase() ?? ''];
  if (short !== null && unit !== undefined) return Math.round(Number(short[1]) * unit);
  const clock = /^(-?)(?:(\d+)\.)?(\d+):(\d+)(?::(\d+(?:\.\d+)?))?$/.exec(text);
  if (clock !== null) {
    const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0'] = clock;
    const total = Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return Math.round(total * 1e6) * (sign === '-' ? -1 : 1);
  }
  const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec(text);
  if (iso !== null && text.length > 2) {
    const [, days = 0, hours = 0, minutes = 0, seconds = 0] = iso;
    return (Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1e6;
  }
  if (/^\d+$/.test(text)) return Number(text) * 86_400e6;
  throw new KustoError(at, `not a time span: ${text}`, 'write 90s, 5m, 1h or 14d');
}

/** A time as microseconds since the epoch; without a zone it is UTC. */
export function timeMicros(node: { readonly start: number; readonly end: number }, text: string): Literal {
  if (/^null$/i.test(text)) return null;
  const millis = Date.parse(
    /[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text.includes(':') ? text.replace(' ', 'T') : text}Z`,
  );
  if (Number.isNaN(millis)) throw new KustoError(node, `not a time: ${text}`, 'write datetime(2026-11-21T00:00:00Z)');
  return millis * 1000;
}

function inParentheses(text: string): string {
  return (/\(\s*([\s\S]*?)\s*\)$/.exec(text)?.[1] ?? text).trim();
}

function numberOf(text: string): Literal {
  const inner = inParentheses(text);
  return /^null$/i.test(inner) ? null : Number(inner);
}

/** `dynamic([...])` holds JSON, or literals of the language. */
function dynamicOf(node: Syntax): Literal {
  const inner = node.children.find(({ kind }) => kind.startsWith('Json') || kind.endsWith('LiteralExpression'));
  return inner === undefined ? null : jsonOf(inner);
}

function jsonOf(node: Syntax): Literal {
  if (node.kind === 'JsonArrayExpression') return members(node).map(jsonOf);
  if (node.kind === 'JsonObjectExpression') {
    return Object.fromEntries(
      members(node).map(pair => [unquote(spell(pair.children[0] ?? pair)), jsonOf(pair.children[2] ?? pair)]),
    );
  }
  const literal = literalOf(node);
  if (literal !== undefined) return literal;
  throw new KustoError(node, `${node.kind} inside dynamic()`, 'write JSON');
}

function members(node: Syntax): readonly Syntax[] {
  const list = node.children.find(({ kind }) => kind === 'List');
  return (list?.children ?? []).map(element => element.children[0] ?? element);
}
