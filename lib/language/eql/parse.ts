import type { Complaints } from '../text/index.ts';
import type { Duration, DurationUnit, EventFilter, Expression, Pipe, Query, SequenceQuery, Step } from './ast.ts';
import { durationUnits } from './ast.ts';
import { Cursor, describe, SyntaxStop } from './cursor.ts';
import { parseExpression } from './parse-expression.ts';
import { reservedWords } from './parse-name.ts';
import { tokenize } from './tokenize.ts';

/** Reads one query; null after at least one complaint. Never throws on any text. */
export function parse(text: string, complaints: Complaints): Query | null {
  return attempt(text, complaints, cursor => ({ of: parseBody(cursor), pipes: parsePipes(cursor) }));
}

/** Reads a bare expression, as the condition after `where`. */
export function parseCondition(text: string, complaints: Complaints): Expression | null {
  return attempt(text, complaints, parseExpression);
}

function attempt<T>(text: string, complaints: Complaints, read: (cursor: Cursor) => T): T | null {
  const before = complaints.found.length;
  const tokens = tokenize(text, complaints);
  if (tokens === null) return null;
  const cursor = new Cursor(tokens, complaints);
  try {
    const result = read(cursor);
    const rest = cursor.peek();
    if (rest.kind !== 'end') cursor.stop(`unexpected ${describe(rest)}`, rest);
    return complaints.found.slice(before).some(found => found.level === 'error') ? null : result;
  } catch (error) {
    if (error instanceof SyntaxStop) return null;
    throw error;
  }
}

function parseBody(cursor: Cursor): Query['of'] {
  const token = cursor.peek();
  const next = cursor.peek(1);
  const startsSteps =
    next.kind === 'symbol' ? next.text === '[' || next.text === '![' : ['by', 'with'].includes(next.text);
  if (startsSteps && cursor.isWord('sequence')) return parseSequence(cursor);
  if (startsSteps && cursor.isWord('sample')) return parseSample(cursor);
  if (startsSteps && cursor.isWord('join')) {
    cursor.stop("Elastic's EQL has no join", token, 'use "sample by" for events in any order', 'eql-unsupported');
  }
  return { kind: 'event', filter: parseFilter(cursor) };
}

function parseFilter(cursor: Cursor): EventFilter {
  const token = cursor.peek();
  const { start } = token;
  const isName = token.kind === 'name' && !token.tilde && (token.text === 'any' || !reservedWords.has(token.text));
  if (!isName && token.kind !== 'string') {
    cursor.stop(
      `expected an event category or "any", found ${describe(token)}`,
      token,
      'process where process.name == "sh"',
    );
  }
  cursor.next();
  if (!cursor.takeWord('where')) {
    cursor.stop(`expected "where" after the event category, found ${describe(cursor.peek())}`, cursor.peek());
  }
  const condition = parseExpression(cursor);
  const category = token.kind === 'name' && token.text === 'any' ? null : token.text;
  return { category, condition, range: { start, end: cursor.lastEnd } };
}

function parseSequence(cursor: Cursor): SequenceQuery {
  const { start } = cursor.next();
  const byFirst = parseBy(cursor);
  const maxSpan = parseMaxSpan(cursor);
  if (byFirst.length === 0 && cursor.isWord('by')) {
    cursor.stop('"by" comes before "with maxspan"', cursor.peek(), 'sequence by host.id with maxspan=1m');
  }
  const steps = parseSteps(cursor);
  const until = cursor.takeWord('until') ? parseStep(cursor) : null;
  const range = { start, end: cursor.lastEnd };
  return { kind: 'sequence', by: byFirst, maxSpan, steps, until, range };
}

function parseSample(cursor: Cursor): Query['of'] {
  const { start } = cursor.next();
  const by = parseBy(cursor);
  if (cursor.isWord('with')) cursor.stop('a sample takes no "with"', cursor.peek());
  const steps = parseSteps(cursor);
  if (cursor.isWord('until')) cursor.stop('a sample takes no "until"', cursor.peek());
  return { kind: 'sample', by, steps, range: { start, end: cursor.lastEnd } };
}

function parseSteps(cursor: Cursor): readonly Step[] {
  const steps: Step[] = [];
  while (cursor.isSymbol('[') || cursor.isSymbol('![')) steps.push(parseStep(cursor));
  if (steps.length === 0) cursor.stop(`expected "[", found ${describe(cursor.peek())}`, cursor.peek());
  return steps;
}

function parseStep(cursor: Cursor): Step {
  const { start } = cursor.peek();
  const isMissing = cursor.takeSymbol('![');
  if (!isMissing) cursor.expectSymbol('[', 'before the event');
  const filter = parseFilter(cursor);
  cursor.expectSymbol(']', 'after the event');
  if (cursor.isWord('fork')) cursor.stop("Elastic's EQL has no fork", cursor.peek(), '', 'eql-unsupported');
  const by = parseBy(cursor);
  const runs = cursor.isWord('with') ? parseRuns(cursor) : 1;
  return { filter, by, isMissing, runs, range: { start, end: cursor.lastEnd } };
}

function parseBy(cursor: Cursor): readonly Expression[] {
  if (!cursor.takeWord('by')) return [];
  const keys = [parseExpression(cursor)];
  while (cursor.takeSymbol(',')) keys.push(parseExpression(cursor));
  return keys;
}

const maxRuns = 100;

function parseRuns(cursor: Cursor): number {
  cursor.next();
  if (!cursor.takeWord('runs')) cursor.stop(`expected "runs", found ${describe(cursor.peek())}`, cursor.peek());
  const { token, value } = parseSetting(cursor);
  if (!Number.isInteger(value) || value < 1 || value > maxRuns) cursor.complain(`runs is from 1 to ${maxRuns}`, token);
  return value;
}

function parseMaxSpan(cursor: Cursor): Duration | null {
  if (!cursor.takeWord('with')) return null;
  if (!cursor.takeWord('maxspan')) cursor.stop(`expected "maxspan", found ${describe(cursor.peek())}`, cursor.peek());
  const { token, value } = parseSetting(cursor);
  const unit = cursor.peek();
  const range = { start: token.start, end: unit.end };
  if (unit.kind !== 'name') return cursor.stop('a maxspan needs a unit', token, `maxspan=${token.text}s`);
  cursor.next();
  if (!durationUnits.some(known => known === unit.text)) {
    cursor.stop(`unknown unit "${unit.text}"`, unit, `one of ${durationUnits.join(', ')}`);
  }
  if (!Number.isInteger(value)) cursor.stop('a maxspan is a whole number', range, 'use a smaller unit');
  if (value <= 0) cursor.stop('a maxspan is greater than zero', range);
  return { amount: value, unit: unit.text as DurationUnit };
}

function parseSetting(cursor: Cursor): { token: ReturnType<Cursor['peek']>; value: number } {
  cursor.expectSymbol('=', 'before the number');
  const token = cursor.peek();
  if (token.kind !== 'number') cursor.stop(`expected a number, found ${describe(token)}`, token);
  cursor.next();
  return { token, value: Number(token.text) };
}

const endgamePipes: ReadonlySet<string> = new Set(['count', 'filter', 'sort', 'unique', 'unique_count']);

function parsePipes(cursor: Cursor): readonly Pipe[] {
  const pipes: Pipe[] = [];
  while (cursor.takeSymbol('|')) {
    const name = cursor.peek();
    if (name.text !== 'head' && name.text !== 'tail') {
      const isEndgame = endgamePipes.has(name.text);
      const message = isEndgame ? `Elastic's EQL has no pipe "${name.text}"` : `unknown pipe ${describe(name)}`;
      cursor.stop(message, name, 'the pipes are head and tail', isEndgame ? 'eql-unsupported' : 'eql-syntax');
    }
    cursor.next();
    const count = cursor.peek();
    if (count.kind !== 'number' || !/^\d+$/.test(count.text)) {
      cursor.stop(`expected a whole number, found ${describe(count)}`, count, `| ${name.text} 10`);
    }
    cursor.next();
    pipes.push({
      name: name.text === 'head' ? 'head' : 'tail',
      count: Number(count.text),
      range: { start: name.start, end: count.end },
    });
  }
  return pipes;
}
