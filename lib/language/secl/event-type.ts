import type { RoutePattern } from '../../ir/index.ts';
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

/** Sigma's log-source categories for SECL's event types; a type without one is routed under its own name. */
const categories: Readonly<Record<string, string>> = {
  exec: 'process_creation',
  exit: 'process_termination',
  open: 'file_event',
  write: 'file_event',
  create: 'file_event',
  rename: 'file_rename',
  unlink: 'file_delete',
  delete: 'file_delete',
  connect: 'network_connection',
  accept: 'network_connection',
  dns: 'dns_query',
  load_module: 'driver_load',
  ptrace: 'process_access',
  set: 'registry_set',
  set_key_value: 'registry_set',
  create_key: 'registry_add',
  delete_key: 'registry_delete',
};

export function routeFor(type: string | null, product: string | null): RoutePattern {
  return {
    ...(product === null ? {} : { product }),
    ...(type === null ? {} : { category: categories[type] ?? type }),
  };
}

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
