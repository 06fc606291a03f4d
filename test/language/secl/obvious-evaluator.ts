import type { JsonObject } from '../../../lib/event/index.ts';
import type { Expression } from '../../../lib/language/secl/ast.ts';

type Scalar = string | number;
interface Values {
  readonly values: readonly Scalar[];
  readonly isPath: boolean;
}
/** The ancestor that each letter stands for: 'process.parent' or 'process.parent.parent'. */
type Letters = Readonly<Record<string, string>>;

/** What an expression is of an event, straight from the tree: no IR, no index, nothing clever. For tests alone. */
export function holds(tree: Expression, event: JsonObject): boolean {
  const hasLetter = JSON.stringify(tree).includes('[A]');
  if (!hasLetter) return truth(tree, event, {});
  return ancestors
    .filter(base => [`${base}.pid`, `${base}.name`].some(name => event[name] !== undefined))
    .some(base => truth(tree, event, { A: base }));
}

const ancestors = ['process.parent', 'process.parent.parent'];

function truth(tree: Expression, event: JsonObject, letters: Letters): boolean {
  switch (tree.node) {
    case 'logical':
      return tree.op === 'and'
        ? truth(tree.left, event, letters) && truth(tree.right, event, letters)
        : truth(tree.left, event, letters) || truth(tree.right, event, letters);
    case 'not':
      return !truth(tree.of, event, letters);
    case 'compare': {
      const [left, right] = [valuesOf(tree.left, event, letters), valuesOf(tree.right, event, letters)];
      const any = (test: (a: Scalar, b: Scalar) => boolean) =>
        left.values.some(a => right.values.some(b => test(a, b)));
      switch (tree.op) {
        case '==':
          return any((a, b) => a === b);
        case '!=':
          return !any((a, b) => a === b);
        case '=~':
          return any((a, b) => fitsGlob(String(a), String(b), left.isPath));
        case '!~':
          return !any((a, b) => fitsGlob(String(a), String(b), left.isPath));
        case '<':
          return any((a, b) => a < b);
        case '<=':
          return any((a, b) => a <= b);
        case '>':
          return any((a, b) => a > b);
        case '>=':
          return any((a, b) => a >= b);
        default:
          return tree satisfies never;
      }
    }
    case 'membership': {
      const left = valuesOf(tree.left, event, letters);
      const members = tree.right.node === 'list' ? tree.right.members : [];
      const isIn = (value: Scalar) => members.some(member => isMember(value, member, left.isPath));
      if (tree.op === 'allin') return left.values.every(isIn);
      return left.values.some(isIn) === (tree.op === 'in');
    }
    default:
      throw new Error(`no truth of ${tree.node}`);
  }
}

function valuesOf(tree: Expression, event: JsonObject, letters: Letters): Values {
  switch (tree.node) {
    case 'integer':
    case 'text':
      return { values: [tree.value], isPath: false };
    case 'arithmetic': {
      const [a, b] = [tree.left, tree.right].map(part => Number(valuesOf(part, event, letters).values[0]));
      const [left = 0, right = 0] = [a, b];
      return { values: [tree.op === '&' ? left & right : left + right], isPath: false };
    }
    case 'field':
      return fieldValues(tree.name, event, letters);
    default:
      throw new Error(`no value of ${tree.node}`);
  }
}

const places: Readonly<Record<string, { readonly from: readonly string[]; readonly otherwise: Scalar }>> = {
  'exec.comm': { from: ['process.name'], otherwise: '' },
  'exec.file.path': { from: ['process.executable'], otherwise: '' },
  'process.envp': { from: ['process.env_vars'], otherwise: '' },
  'process.pid': { from: ['process.pid'], otherwise: 0 },
  'process.uid': { from: ['user.id'], otherwise: 0 },
  'network.destination.ip': { from: ['destination.ip'], otherwise: '' },
  'process.ancestors.pid': { from: ancestors.map(base => `${base}.pid`), otherwise: 0 },
  'process.ancestors.comm': { from: ancestors.map(base => `${base}.name`), otherwise: '' },
};

function fieldValues(name: string, event: JsonObject, letters: Letters): Values {
  const iterated = /^process\.ancestors\[(\w)\]\.(pid|comm)$/.exec(name);
  const base = letters[iterated?.[1] ?? ''];
  const place =
    base === undefined
      ? places[name]
      : { from: [`${base}.${iterated?.[2] === 'pid' ? 'pid' : 'name'}`], otherwise: iterated?.[2] === 'pid' ? 0 : '' };
  if (place === undefined) throw new Error(`no field ${name}`);
  const values = place.from.flatMap(key => (event[key] ?? []) as Scalar | Scalar[]);
  return { values: values.length === 0 ? [place.otherwise] : values, isPath: name === 'exec.file.path' };
}

function isMember(value: Scalar, member: Expression, isPath: boolean): boolean {
  if (member.node === 'integer') return value === member.value;
  if (member.node === 'network') return isInside(String(value), member.value);
  if (member.node !== 'text') throw new Error(`no member ${member.node}`);
  if (member.kind === 'plain') return value === member.value;
  if (member.kind === 'glob') return fitsGlob(String(value), member.value, isPath);
  const isCaseless = member.value.startsWith('(?i)');
  return new RegExp(member.value.replace('(?i)', ''), isCaseless ? 'i' : '').test(String(value));
}

/** Star by star: in a path one star stays between slashes, two cross them. */
function fitsGlob(text: string, glob: string, isPath: boolean): boolean {
  if (glob === '') return text === '';
  const stars = /^\*+/.exec(glob)?.[0] ?? '';
  if (stars === '') return text !== '' && text[0] === glob[0] && fitsGlob(text.slice(1), glob.slice(1), isPath);
  const rest = glob.slice(stars.length);
  if (fitsGlob(text, rest, isPath)) return true;
  if (text === '' || (isPath && stars === '*' && text[0] === '/')) return false;
  return fitsGlob(text.slice(1), glob, isPath);
}

function isInside(address: string, network: string): boolean {
  if (address === '') return false;
  const [base = '', bits = '32'] = network.split('/');
  const shift = 2 ** (32 - Number(bits));
  return Math.floor(asNumber(address) / shift) === Math.floor(asNumber(base) / shift);
}

function asNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
