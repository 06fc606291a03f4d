import type { Call, Expression, Field } from './ast.ts';
import { type Cursor, describe } from './cursor.ts';

/** Words that cannot be a field or category without backticks. */
export const reservedWords: ReadonlySet<string> = new Set(
  'and any by false in like maxspan not null of or regex sample sequence true until where with'.split(' '),
);

export function parseField(cursor: Cursor): Field {
  const { start } = cursor.peek();
  const isOptional = cursor.takeSymbol('?');
  if (isOptional && cursor.peek().kind === 'string') {
    cursor.stop('?"…" is a raw string in Endgame EQL only', { start, end: cursor.peek().end }, 'write """…"""');
  }
  const parts = [parsePart(cursor, false)];
  while (cursor.takeSymbol('.')) parts.push(parsePart(cursor, true));
  if (cursor.isSymbol('[') && cursor.peek(1).kind === 'number') {
    const hint = 'a comparison with an array holds where any member fits';
    cursor.stop("Elastic's EQL cannot index arrays", cursor.peek(), hint, 'eql-unsupported');
  }
  return { kind: 'field', parts, isOptional, range: { start, end: cursor.lastEnd } };
}

export function parseCall(cursor: Cursor, parseArgument: () => Expression): Call {
  const name = cursor.next();
  cursor.expectSymbol('(', 'after the function');
  const args: Expression[] = [];
  if (!cursor.isSymbol(')')) {
    do args.push(parseArgument());
    while (cursor.takeSymbol(','));
  }
  cursor.expectSymbol(')', `to close ${name.text}(`);
  const nameRange = { start: name.start, end: name.end };
  return {
    kind: 'call',
    name: name.text,
    ignoresCase: name.tilde,
    args,
    nameRange,
    range: { start: name.start, end: cursor.lastEnd },
  };
}

function parsePart(cursor: Cursor, isLater: boolean): string {
  const token = cursor.peek();
  if (token.kind === 'quoted') return cursor.next().text;
  if (token.kind !== 'name' || token.tilde)
    return cursor.stop(`expected a field name, found ${describe(token)}`, token);
  if (!isLater && reservedWords.has(token.text)) {
    cursor.stop(`"${token.text}" is a word of the language here`, token, `as a field, write \`${token.text}\``);
  }
  return cursor.next().text;
}
