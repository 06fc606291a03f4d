import fc from 'fast-check';
import type { JsonObject } from '../../../lib/event/index.ts';
import type { Expression } from '../../../lib/language/secl/ast.ts';

const here = { start: 0, end: 0 };
const field = (name: string): Expression => ({ node: 'field', name, ...here });
const integer = fc.integer({ min: 0, max: 7 }).map((value): Expression => ({ node: 'integer', value, ...here }));
const text = (kind: 'plain' | 'glob' | 'regex', value: string): Expression => ({ node: 'text', kind, value, ...here });

const words = ['sh', 'bash', 'curl', 'a-b', ''];
const paths = ['/bin/sh', '/usr/bin/curl', '/usr/bin/x/sh', ''];
const addresses = ['10.0.0.1', '10.9.0.1', '192.168.1.1'];

const plain = fc.constantFrom(...words, ...paths).map(value => text('plain', value));
const pattern = fc
  .constantFrom('*sh', 'c*l', '/usr/*/sh', '/usr/**/sh', '/bin/*', '*a*', '/**sh')
  .map(value => text('glob', value));
const regex = fc.constantFrom('^sh$', 'c.rl', '[ab]', '(?i)SH', 'x|u').map(value => text('regex', value));
const network = fc
  .constantFrom('10.0.0.0/8', '10.0.0.1', '0.0.0.0/0')
  .map((value): Expression => ({ node: 'network', value, ...here }));

const list = (member: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> =>
  fc.array(member, { minLength: 1, maxLength: 3 }).map(members => ({ node: 'list', members, ...here }));

export const textFields = ['exec.comm', 'exec.file.path', 'process.envp', 'process.ancestors.comm'] as const;
export const numberFields = ['process.pid', 'process.uid', 'process.ancestors.pid'] as const;
const oneText = fc.constantFrom(...textFields, 'process.ancestors[A].comm').map(field);
const oneNumber = fc.constantFrom(...numberFields, 'process.ancestors[A].pid').map(field);

const compare = (
  left: fc.Arbitrary<Expression>,
  op: fc.Arbitrary<'==' | '!=' | '=~' | '!~' | '<' | '<=' | '>' | '>='>,
  right: fc.Arbitrary<Expression>,
): fc.Arbitrary<Expression> => fc.record({ left, op, right }).map(parts => ({ node: 'compare', ...parts, ...here }));

const membership = (
  left: fc.Arbitrary<Expression>,
  op: fc.Arbitrary<'in' | 'not in' | 'allin'>,
  right: fc.Arbitrary<Expression>,
): fc.Arbitrary<Expression> => fc.record({ left, op, right }).map(parts => ({ node: 'membership', ...parts, ...here }));

const same = fc.constantFrom('==' as const, '!=' as const);
const order = fc.constantFrom('==' as const, '!=' as const, '<' as const, '<=' as const, '>' as const, '>=' as const);
const within = fc.constantFrom('in' as const, 'not in' as const);
const bits = fc
  .record({ left: oneNumber, right: integer })
  .map((parts): Expression => ({ node: 'arithmetic', op: '&', ...parts, ...here }));

const atom: fc.Arbitrary<Expression> = fc.oneof(
  compare(oneText, same, plain),
  compare(
    oneText,
    fc.constantFrom('=~' as const, '!~' as const),
    pattern.map(glob => ({ ...glob, kind: 'plain' }) as Expression),
  ),
  membership(oneText, within, list(fc.oneof(plain, pattern, regex))),
  membership(oneText, fc.constant('allin' as const), list(fc.oneof(plain, pattern))),
  compare(oneNumber, order, integer),
  compare(fc.constantFrom('process.pid', 'process.uid').map(field), order, oneNumber),
  compare(
    fc.constantFrom('process.pid', 'process.uid').map(
      (name): Expression => ({
        node: 'arithmetic',
        op: '+',
        left: field(name),
        right: { node: 'integer', value: 1, ...here },
        ...here,
      }),
    ),
    order,
    integer,
  ),
  compare(bits.filter(({ node }) => node === 'arithmetic').map(onlyOne), order, integer),
  membership(oneNumber, within, list(integer)),
  membership(fc.constant(field('network.destination.ip')), within, list(network)),
);

/** Arithmetic is about one number; of several there is no documented meaning. */
function onlyOne(tree: Expression): Expression {
  return tree.node === 'arithmetic' && tree.left.node === 'field' && tree.left.name.includes('ancestors')
    ? { ...tree, left: field('process.pid') }
    : tree;
}

export const expression: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>(tie => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc
      .record({ op: fc.constantFrom('and' as const, 'or' as const), left: tie('tree'), right: tie('tree') })
      .map((parts): Expression => ({ node: 'logical', ...parts, ...here })),
    tie('tree').map((of): Expression => ({ node: 'not', of, ...here })),
  ),
})).tree;

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const word = fc.constantFrom(...words.filter(each => each !== ''));
const number = fc.integer({ min: 0, max: 7 });

/** An event as ECS tells it; what is undefined is not there. */
export const execution: fc.Arbitrary<JsonObject> = fc
  .record({
    'process.name': maybe(word),
    'process.executable': maybe(fc.constantFrom(...paths.filter(each => each !== ''))),
    'process.env_vars': maybe(fc.array(word, { maxLength: 2 })),
    'process.pid': maybe(number),
    'user.id': maybe(number),
    'process.parent.pid': maybe(number),
    'process.parent.name': maybe(word),
    'process.parent.parent.pid': maybe(number),
    'process.parent.parent.name': maybe(word),
    'destination.ip': maybe(fc.constantFrom(...addresses)),
  })
  .map(fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as JsonObject);
