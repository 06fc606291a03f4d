import type { FieldRef, FunctionName, Value } from '../../ir/index.ts';

/** What SECL knows of a field: its type decides its default, since in SECL a field without a value is `""`, 0 or false. */
export interface FieldInfo {
  readonly name: string;
  /** `any`: SECL's own catalogue is not known here for this name; the other operand decides. */
  readonly type: 'text' | 'path' | 'number' | 'bool' | 'address' | 'time' | 'any';
  readonly value: Value;
}

/**
 * A SECL field as a value over the event model. A name without an ECS counterpart keeps its own name, which no source
 * supplies: rules that need it are reported as not evaluable, with that name.
 */
export function fieldInfo(name: string): FieldInfo {
  const process = /^(exec|exit|process(?:\.parent|\.ancestors)?)\.(.+)$/.exec(name);
  const info = process === null ? eventField(name) : processField(name, process[1] ?? '', process[2] ?? '');
  if (info !== null) return info;
  return name.endsWith('.length') ? lengthField(name) : { name, type: 'any', value: field(name, []) };
}

type Entry = readonly [type: FieldInfo['type'], value: (base: string, name: string) => Value];

const ecs =
  (suffix: string) =>
  (base: string, name: string): Value =>
    field(name, [`${base}.${suffix}`]);
const whole =
  (...names: readonly string[]) =>
  (_base: string, name: string): Value =>
    field(name, names);

/** Fields of a process, after `process.`, `process.parent.`, `process.ancestors.` or `exec.`. */
const processFields: Readonly<Record<string, Entry>> = {
  'file.path': ['path', ecs('executable')],
  'file.name': [
    'text',
    (base, name) => firstOf(call('basename', field(name, [`${base}.executable`])), field(name, [`${base}.name`])),
  ],
  'file.package.name': ['text', ecs('package.name')],
  comm: ['text', ecs('name')],
  pid: ['number', ecs('pid')],
  ppid: ['number', ecs('parent.pid')],
  argv0: ['text', (base, name) => call('member', field(name, [`${base}.args`]), constant(0))],
  argv: ['text', (base, name) => call('drop-first', argumentsOf(base, name))],
  args: ['text', (base, name) => call('join', call('drop-first', argumentsOf(base, name)), constant(' '))],
  args_flags: ['text', (base, name) => call('option-flags', call('drop-first', argumentsOf(base, name)))],
  args_options: ['text', (base, name) => call('option-values', call('drop-first', argumentsOf(base, name)))],
  cmdline: ['text', ecs('command_line')],
  tty_name: ['text', ecs('tty.name')],
  created_at: ['time', ecs('start')],
  uid: [
    'number',
    (base, name) => field(name, base === 'process' ? ['user.id', 'process.user.id'] : [`${base}.user.id`]),
  ],
  user: [
    'text',
    (base, name) => field(name, base === 'process' ? ['user.name', 'process.user.name'] : [`${base}.user.name`]),
  ],
  gid: [
    'number',
    (base, name) => field(name, base === 'process' ? ['group.id', 'user.group.id'] : [`${base}.group.id`]),
  ],
  group: [
    'text',
    (base, name) => field(name, base === 'process' ? ['group.name', 'user.group.name'] : [`${base}.group.name`]),
  ],
  euid: ['number', (base, name) => field(name, base === 'process' ? ['user.effective.id'] : [`${base}.effective.id`])],
  auid: ['number', (base, name) => field(name, base === 'process' ? ['user.audit.id'] : [`${base}.audit.id`])],
  'container.id': ['text', whole('container.id')],
  'user_session.k8s_username': ['text', whole('orchestrator.user.name')],
};

/** Fields of the event itself, by whole name. `*` stands for the event type. */
const eventFields: Readonly<Record<string, Entry>> = {
  '*.file.path': ['path', whole('file.path')],
  '*.file.name': [
    'text',
    (_, name) => firstOf(field(name, ['file.name']), call('basename', field(name, ['file.path']))),
  ],
  '*.file.extension': [
    'text',
    (_, name) => firstOf(call('file-extension', field(name, ['file.path'])), field(name, ['file.extension'])),
  ],
  '*.file.device_path': ['path', whole('file.path')],
  '*.file.destination.path': ['path', whole('file.target_path')],
  '*.file.uid': ['number', whole('file.uid')],
  '*.file.gid': ['number', whole('file.gid')],
  'open.flags': ['number', whole('file.open_flags')],
  'connect.addr.ip': ['address', whole('destination.ip')],
  'connect.addr.port': ['number', whole('destination.port')],
  'connect.addr.hostname': ['text', whole('destination.domain')],
  'connect.addr.is_public': ['bool', (_, name) => call('is-public-address', field(name, ['destination.ip']))],
  'accept.addr.ip': ['address', whole('source.ip')],
  'accept.addr.port': ['number', whole('source.port')],
  'accept.addr.is_public': ['bool', (_, name) => call('is-public-address', field(name, ['source.ip']))],
  'bind.addr.ip': ['address', whole('server.ip')],
  'bind.addr.port': ['number', whole('server.port')],
  'network.destination.ip': ['address', whole('destination.ip')],
  'network.destination.port': ['number', whole('destination.port')],
  'network.source.ip': ['address', whole('source.ip')],
  'network.source.port': ['number', whole('source.port')],
  'dns.question.name': ['text', whole('dns.question.name')],
  'load_module.name': ['text', whole('driver.name')],
  'load_module.file.path': ['path', whole('file.path')],
  'set.registry.key_path': ['text', whole('registry.path', 'registry.key')],
  'set_key_value.registry.key_path': ['text', whole('registry.path', 'registry.key')],
  'create_key.registry.key_path': ['text', whole('registry.path', 'registry.key')],
  'container.id': ['text', whole('container.id')],
  'container.tags': ['text', whole('container.labels')],
  'container.created_at': ['time', whole('container.created')],
  'event.timestamp': ['time', () => ({ op: 'event', what: 'time' })],
  'event.hostname': ['text', whole('host.name')],
  'event.service': ['text', whole('service.name')],
};

function processField(name: string, prefix: string, suffix: string): FieldInfo | null {
  const base = prefix === 'exec' || prefix === 'exit' ? 'process' : prefix;
  // SECL's ancestors begin with the parent, and of most sources the parent is all that is known of them.
  if (base === 'process.ancestors') return ancestorField(name, suffix);
  const nested = base === 'process' ? /^(parent|ancestors)\.(.+)$/.exec(suffix) : null;
  if (nested !== null) return processField(name, `process.${nested[1]}`, nested[2] ?? '');
  return filled(processFields[suffix], base, name);
}

function ancestorField(name: string, suffix: string): FieldInfo | null {
  const own = filled(processFields[suffix], 'process.ancestors', name);
  const parent = filled(processFields[suffix], 'process.parent', name);
  if (own === null || parent === null) return null;
  return { ...own, value: firstOf(own.value, parent.value) };
}

function eventField(name: string): FieldInfo | null {
  const anyType = `*${name.slice(name.indexOf('.'))}`;
  return filled(ownEntry(name) ?? ownEntry(anyType), '', name);
}

function ownEntry(name: string): Entry | undefined {
  return Object.hasOwn(eventFields, name) ? eventFields[name] : undefined;
}

function filled(entry: Entry | undefined, base: string, name: string): FieldInfo | null {
  return entry === undefined ? null : { name, type: entry[0], value: entry[1](base, name) };
}

function lengthField(name: string): FieldInfo {
  const of = fieldInfo(name.slice(0, -'.length'.length));
  return { name, type: 'number', value: call('length', of.value) };
}

/** The argument vector, program first, however the source gives it. */
function argumentsOf(base: string, name: string): Value {
  return firstOf(field(name, [`${base}.args`]), call('words', field(name, [`${base}.command_line`])));
}

/** What the author wrote is the reference's name, so that messages speak his language. */
function field(name: string, ecsNames: readonly string[]): Value {
  const ref: FieldRef = { field: name, names: ecsNames.map(ecsName => ({ space: 'ecs', name: ecsName })) };
  return { op: 'field', field: ecsNames.length > 0 ? ref : { field: name, names: [{ space: 'vendor', name }] } };
}

function firstOf(...values: readonly Value[]): Value {
  return { op: 'first-of', values };
}

function call(name: FunctionName, ...args: readonly Value[]): Value {
  return { op: 'call', function: name, args };
}

function constant(value: string | number): Value {
  return { op: 'constant', value };
}
