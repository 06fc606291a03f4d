import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expression } from '../../../lib/language/secl/ast.ts';
import { parse } from '../../../lib/language/secl/parse.ts';
import { print } from '../../../lib/language/secl/print.ts';
import { SeclSyntaxError } from '../../../lib/language/secl/tokenize.ts';

describe('SECL reads as its grammar says', () => {
  it.each([
    { name: 'and and or bind equally, to the right', text: 'a.b && c.d || e.f', tree: 'and(a.b, or(c.d, e.f))' },
    { name: 'or before and, to the right too', text: 'a.b || c.d && e.f', tree: 'or(a.b, and(c.d, e.f))' },
    { name: 'words for symbols', text: 'a.b and not c.d or e.f', tree: 'and(a.b, or(!c.d, e.f))' },
    { name: 'parentheses', text: '(a.b && c.d) || e.f', tree: 'or(and(a.b, c.d), e.f)' },
    {
      name: 'bits before comparison',
      text: 'open.flags & (O_CREAT|O_RDWR) > 0',
      tree: '((open.flags & (O_CREAT | O_RDWR)) > 0)',
    },
    { name: 'sums to the left', text: 'a.b - 1 - 2 == 3', tree: '(((a.b - 1) - 2) == 3)' },
    { name: 'the prefix binds before the comparison', text: '!a.b == c.d', tree: '(!a.b == c.d)' },
    { name: 'membership', text: 'a.b not in [ "x", ~"y*", r"z+" ]', tree: '(a.b not in [plain x, glob y*, regex z+])' },
    { name: 'a constant in a field', text: 'X in a.b', tree: '(X in a.b)' },
    { name: 'in a network without brackets', text: 'a.b in 10.0.0.0/8', tree: '(a.b in 10.0.0.0/8)' },
    { name: 'IPv6', text: 'a.b in [ ::1, fe80::/10, 10.1.2.3 ]', tree: '(a.b in [::1, fe80::/10, 10.1.2.3])' },
    { name: 'durations in nanoseconds', text: 'a.b > 90s', tree: '(a.b > 90000000000ns)' },
    { name: 'a leading zero is octal', text: 'a.b == 0755', tree: '(a.b == 493)' },
    { name: 'iterators', text: 'process.ancestors[A].pid == 1', tree: '(process.ancestors[A].pid == 1)' },
    { name: 'variables', text: '"x" in ${cgroup.seen}', tree: '(plain x in $cgroup.seen)' },
    { name: 'comments', text: 'a.b // why\n&& c.d # because', tree: 'and(a.b, c.d)' },
    { name: "Go's escapes in plain strings", text: String.raw`a.b == "\x41\t\"\\"`, tree: '(a.b == plain A\t"\\)' },
    {
      name: 'none in globs and regexes',
      text: String.raw`a.b in [~"C:\x*", r"\d\""]`,
      tree: String.raw`(a.b in [glob C:\x*, regex \d\"])`,
    },
  ])('$name', ({ text, tree }) => expect(show(parse(text))).toBe(tree));
});

describe('what is no SECL is refused where it goes wrong', () => {
  it.each([
    { text: '', at: 0, message: 'the expression ends here' },
    { text: 'a.b ==', at: 6, message: 'the expression ends here' },
    { text: 'a.b == c.d e.f', at: 11, message: 'unexpected "e.f"' },
    { text: 'a.b = 1', at: 4, message: 'unexpected "="' },
    { text: "a.b == 'x'", at: 7, message: "strings stand in double quotes, not in '" },
    { text: 'a.b == "x', at: 7, message: 'string without its closing quote' },
    { text: 'a.b in ["x"', at: 11, message: 'the expression ends here' },
    { text: '(a.b', at: 4, message: 'the expression ends here' },
    { text: '${a', at: 0, message: 'variable without its closing brace' },
    { text: String.raw`a.b == "C:\Users"`, at: 10, message: String.raw`unknown escape \U` },
    { text: 'a.b && && c.d', at: 7, message: 'unexpected "&&"' },
    { text: `${'('.repeat(500)}a.b`, at: 200, message: 'nested too deeply' },
  ])('$text', ({ text, at, message }) => {
    expect(faultOf(text)).toMatchObject({ start: at, message });
  });

  it('no text makes the parser throw anything else', () => {
    const pieces = fc.constantFrom(
      'a.b',
      '"x"',
      '~"',
      '&&',
      '||',
      '(',
      ')',
      '[',
      ']',
      ',',
      'not',
      'in',
      '!',
      `\${v.w}`,
      '1',
      '1s',
      '::',
      '\\',
      '==',
      '#',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map(list => list.join(' ')),
        ),
        text => {
          faultOf(text);
        },
      ),
    );
  });
});

it('printing and reading again gives the same tree', () => {
  fc.assert(
    fc.property(trees(), tree => {
      expect(show(parse(print(tree)))).toBe(show(tree));
    }),
  );
});

function faultOf(text: string): unknown {
  try {
    parse(text);
    return null;
  } catch (error) {
    if (error instanceof SeclSyntaxError) return error.fault;
    throw error;
  }
}

function show(tree: Expression): string {
  switch (tree.node) {
    case 'logical':
      return `${tree.op}(${show(tree.left)}, ${show(tree.right)})`;
    case 'not':
      return `!${show(tree.of)}`;
    case 'unary':
      return `${tree.op}${show(tree.of)}`;
    case 'compare':
    case 'membership':
    case 'arithmetic':
      return `(${show(tree.left)} ${tree.op} ${show(tree.right)})`;
    case 'field':
      return tree.name;
    case 'text':
      return `${tree.kind} ${tree.value}`;
    case 'duration':
      return `${tree.nanoseconds}ns`;
    case 'variable':
      return `$${tree.name}`;
    case 'list':
      return `[${tree.members.map(show).join(', ')}]`;
    default:
      return String(tree.value);
  }
}

function trees(): fc.Arbitrary<Expression> {
  const here = { start: 0, end: 0 };
  const text = fc.record({
    node: fc.constant('text' as const),
    kind: fc.constant('plain' as const),
    value: fc.string(),
    start: fc.constant(0),
    end: fc.constant(0),
  });
  const pattern = fc.constantFrom<Expression>(
    { node: 'text', kind: 'glob', value: '/var/*/x\\y', ...here },
    { node: 'text', kind: 'regex', value: '\\d+', ...here },
  );
  const leaf: fc.Arbitrary<Expression> = fc.oneof(
    fc
      .constantFrom('open.flags', 'process.ancestors[A].pid', 'O_CREAT')
      .map(name => ({ node: 'field' as const, name, ...here })),
    text,
    pattern,
    fc.nat().map(value => ({ node: 'integer' as const, value, ...here })),
    fc.nat(1000).map(value => ({ node: 'duration' as const, nanoseconds: value * 1e6, ...here })),
    fc.boolean().map(value => ({ node: 'bool' as const, value, ...here })),
    fc.constantFrom('10.0.0.0/8', '::1').map(value => ({ node: 'network' as const, value, ...here })),
    fc.constant({ node: 'variable' as const, name: 'cgroup.seen', ...here }),
  );
  return fc.letrec<{ tree: Expression; list: Expression }>(tie => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc
        .record({
          node: fc.constant('logical' as const),
          op: fc.constantFrom('and' as const, 'or' as const),
          left: tie('tree'),
          right: tie('tree'),
        })
        .map(at),
      fc.record({ node: fc.constant('not' as const), of: tie('tree') }).map(at),
      fc
        .record({
          node: fc.constant('unary' as const),
          op: fc.constantFrom('-' as const, '^' as const),
          of: tie('tree'),
        })
        .map(at),
      fc
        .record({
          node: fc.constant('compare' as const),
          op: fc.constantFrom('==' as const, '=~' as const, '<' as const),
          left: tie('tree'),
          right: tie('tree'),
        })
        .map(at),
      fc
        .record({
          node: fc.constant('membership' as const),
          op: fc.constantFrom('in' as const, 'not in' as const, 'allin' as const),
          left: tie('tree'),
          right: tie('list'),
        })
        .map(at),
      fc
        .record({
          node: fc.constant('arithmetic' as const),
          op: fc.constantFrom('+' as const, '-' as const, '&' as const, '^' as const),
          left: tie('tree'),
          right: tie('tree'),
        })
        .map(at),
    ),
    list: fc.array(leaf, { maxLength: 3 }).map(members => ({ node: 'list' as const, members, ...here })),
  })).tree;

  function at<T extends object>(tree: T): T & typeof here {
    return { ...tree, ...here };
  }
}
