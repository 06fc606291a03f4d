import type { Predicate, Route, RoutePattern, Value } from '../../ir/index.ts';
import type { Expression, Field } from './ast.ts';

/** Prefixes that any event may carry; every other one names the type of the events that its rule is about. */
const common = new Set(['process', 'event', 'container', 'network', 'cgroup', 'user_session']);

/** The event types that a rule's fields name, with the first field of each. SECL allows one per rule. */
export function eventTypes(tree: Expression): ReadonlyMap<string, Field> {
  const found = new Map<string, Field>();
  for (const node of fieldsOf(tree)) {
    const type = typeOf(node.name);
    if (type !== null && !found.has(type)) found.set(type, node);
  }
  return found;
}

/** What events of one type are, in a log's terms. */
interface EventType {
  /** Sigma's categories of log sources; none: Sigma has no word for them. */
  readonly categories: readonly string[];
  /** The system calls that make them, where a category holds other events as well. */
  readonly calls: readonly string[];
}

const ofCalls = (...calls: readonly string[]): EventType => ({ categories: [], calls });
const inCategory = (category: string, ...calls: readonly string[]): EventType => ({ categories: [category], calls });

const types: Readonly<Record<string, EventType>> = {
  exec: inCategory('process_creation'),
  exit: inCategory('process_termination'),
  open: {
    categories: ['file_event', 'file_access'],
    calls: ['open', 'openat', 'openat2', 'creat', 'open_by_handle_at'],
  },
  write: inCategory('file_event'),
  create: inCategory('file_event'),
  link: inCategory('file_event', 'link', 'linkat'),
  mkdir: inCategory('file_event', 'mkdir', 'mkdirat'),
  rename: inCategory('file_rename'),
  unlink: inCategory('file_delete', 'unlink', 'unlinkat'),
  rmdir: inCategory('file_delete', 'rmdir'),
  delete: inCategory('file_delete'),
  chmod: inCategory('file_change', 'chmod', 'fchmod', 'fchmodat', 'fchmodat2'),
  chown: inCategory('file_change', 'chown', 'fchown', 'lchown', 'fchownat'),
  utimes: ofCalls('utime', 'utimes', 'utimensat', 'futimesat'),
  connect: inCategory('network_connection', 'connect'),
  accept: inCategory('network_connection', 'accept', 'accept4'),
  bind: ofCalls('bind'),
  dns: inCategory('dns_query'),
  load_module: ofCalls('init_module', 'finit_module'),
  unload_module: ofCalls('delete_module'),
  bpf: ofCalls('bpf'),
  chdir: ofCalls('chdir', 'fchdir'),
  mmap: ofCalls('mmap'),
  mount: ofCalls('mount'),
  mprotect: ofCalls('mprotect'),
  prctl: ofCalls('prctl'),
  ptrace: ofCalls('ptrace'),
  setsockopt: ofCalls('setsockopt'),
  setuid: ofCalls('setuid', 'setreuid', 'setresuid', 'setfsuid'),
  setgid: ofCalls('setgid', 'setregid', 'setresgid', 'setfsgid'),
  signal: ofCalls('kill', 'tkill', 'tgkill'),
  splice: ofCalls('splice'),
  set: inCategory('registry_set'),
  set_key_value: inCategory('registry_set'),
  create_key: inCategory('registry_add'),
  delete_key: inCategory('registry_delete'),
};

/** The log sources whose events can be of this type; null stands for any. */
export function routeFor(type: string | null, product: string | null): Route {
  const base: RoutePattern = product === null ? {} : { product };
  if (type === null) return [base];
  const { categories, calls } = eventType(type);
  if (categories.length > 0) return categories.map(category => ({ ...base, category }));
  // No source declares this category: the type has no counterpart in a log.
  return [calls.length > 0 ? base : { ...base, category: type }];
}

/** Is an event that is routed here of this type? One that tells no system call is what its category says. */
export function isOfType(type: string | null): Predicate {
  const { categories, calls } = type === null ? { categories: [], calls: [] } : eventType(type);
  if (calls.length === 0) return { op: 'always' };
  const isCall: Predicate = {
    op: 'test',
    value: systemCall,
    test: { is: 'equal', texts: calls, case: 'sensitive', asText: 'strings' },
    members: 'any',
  };
  if (categories.length === 0) return isCall;
  return { op: 'any', of: [isCall, { op: 'not', of: { op: 'exists', value: systemCall, null: 'missing' } }] };
}

function eventType(type: string): EventType {
  return (Object.hasOwn(types, type) ? types[type] : undefined) ?? { categories: [], calls: [] };
}

const systemCall: Value = {
  op: 'field',
  field: {
    field: 'system call',
    names: [
      { space: 'ecs', name: 'auditd.data.syscall' },
      { space: 'vendor', name: 'evt.type' },
    ],
  },
};

function typeOf(name: string): string | null {
  const [first = '', second = ''] = name.split('.', 2);
  // File integrity monitoring puts the operation second: fim.write.file.path.
  const type = first === 'fim' ? second : first;
  return type === '' || !name.includes('.') || common.has(type.replace(/\[.*/, '')) ? null : type;
}

export function fieldsOf(tree: Expression): readonly Field[] {
  switch (tree.node) {
    case 'field':
      return [tree];
    case 'logical':
    case 'compare':
    case 'membership':
    case 'arithmetic':
      return [...fieldsOf(tree.left), ...fieldsOf(tree.right)];
    case 'not':
    case 'unary':
      return fieldsOf(tree.of);
    case 'list':
      return tree.members.flatMap(fieldsOf);
    default:
      return [];
  }
}
