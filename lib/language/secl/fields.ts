import type { FieldRef, FunctionName, Value } from '../../ir/index.ts';
import { constants } from './constants.ts';

/** What SECL knows of a field: its type decides its default, since in SECL a field without a value is `""`, 0 or false. */
export interface FieldInfo {
  readonly name: string;
  /** `any`: SECL's own catalogue is not known here for this name; the other operand decides. */
  readonly type: 'text' | 'path' | 'number' | 'bool' | 'address' | 'time' | 'any';
  /** An array where the field has several values. */
  readonly value: Value;
  /** The members of that array where each is read by itself: asking them one by one can be indexed. */
  readonly each?: readonly Value[];
}

/**
 * A SECL field as a value over the event model. A name without a counterpart in ECS keeps its own name and nothing that
 * could supply it, since no log source speaks SECL: a rule that needs it is not evaluable, and the name is said.
 */
export function fieldInfo(name: string): FieldInfo {
  const process = /^(?:exec|exit|process)((?:\.parent)*)(\.ancestors)?\.([^[\]]+)$/.exec(name);
  const info =
    process === null
      ? eventField(name)
      : processField(name, `process${process[1] ?? ''}`, process[2], process[3] ?? '');
  if (info !== null) return info;
  const of = name.endsWith('.length') ? fieldInfo(name.slice(0, -'.length'.length)) : null;
  // Of an iterator's field, the length is how many ancestors there are, and sources tell the nearest only.
  if (of !== null && of.each === undefined) return { name, type: 'number', value: call('length', of.value) };
  return { name, type: 'any', value: field(name, []) };
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

/** Fields of a process, after `process.`, `process.parent.`, `process.ancestors.`, `exec.` or `exit.`. */
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
  tty_name: ['text', (base, name) => field(name, [`${base}.tty.name`, `${base}.tty`])],
  created_at: ['time', ecs('start')],
  envp: ['text', ecs('env_vars')],
  envs: ['text', (base, name) => namesOf(field(name, [`${base}.env_vars`]))],
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
  '*.file.uid': ['number', whole('file.uid')],
  '*.file.gid': ['number', whole('file.gid')],
  'open.flags': ['number', whole('file.open_flags')],
  'connect.addr.ip': ['address', whole('destination.ip')],
  'connect.addr.port': ['number', whole('destination.port')],
  'connect.addr.family': ['number', (_, name) => coded(field(name, ['network.type']), addressFamilies)],
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
  'dns.question.type': ['number', (_, name) => coded(field(name, ['dns.question.type']), questionTypes)],
  'load_module.file.path': ['path', whole('file.path')],
  'set.registry.key_path': ['text', whole('registry.path', 'registry.key')],
  'set_key_value.registry.key_path': ['text', whole('registry.path', 'registry.key')],
  'create_key.registry.key_path': ['text', whole('registry.path', 'registry.key')],
  'container.id': ['text', whole('container.id')],
  // weir stands where the agent with its kernel probe would, and sees what happens, not what is there already.
  'event.origin': ['text', () => constant('ebpf')],
  'event.source': ['text', () => constant('runtime')],
  'event.timestamp': ['time', () => ({ op: 'event', what: 'time' })],
  'event.hostname': ['text', whole('host.name')],
  'event.service': ['text', whole('service.name')],
};

function processField(name: string, base: string, ancestors: string | undefined, suffix: string): FieldInfo | null {
  const entry = Object.hasOwn(processFields, suffix) ? processFields[suffix] : undefined;
  if (ancestors === undefined || entry === undefined) return filled(entry, base, name);
  const each = ancestorBases(base).map(nearest => entry[1](nearest, name));
  return { name, type: entry[0], value: call('array', ...each), each };
}

/** All names that have a counterpart in ECS: `*` stands for any event type, `process.*` for the other processes too. */
export function knownFields(): readonly string[] {
  return [...Object.keys(processFields).map(suffix => `process.${suffix}`), ...Object.keys(eventFields)].sort();
}

/** SECL's ancestors begin with the parent; log sources tell of the parent and of its parent, at most. */
export function ancestorBases(base: string): readonly string[] {
  return [`${base}.parent`, `${base}.parent.parent`];
}

function eventField(written: string): FieldInfo | null {
  // File integrity monitoring: fim.write.file.path is what write.file.path would be.
  const name = written.replace(/^fim\./, '');
  const anyType = `*${name.slice(name.indexOf('.'))}`;
  return filled(ownEntry(name) ?? ownEntry(anyType), '', written);
}

function ownEntry(name: string): Entry | undefined {
  return Object.hasOwn(eventFields, name) ? eventFields[name] : undefined;
}

function filled(entry: Entry | undefined, base: string, name: string): FieldInfo | null {
  return entry === undefined ? null : { name, type: entry[0], value: entry[1](base, name) };
}

/** The argument vector, program first, however the source gives it. */
function argumentsOf(base: string, name: string): Value {
  return firstOf(field(name, [`${base}.args`]), call('words', field(name, [`${base}.command_line`])));
}

const addressFamilies = { ipv4: 'AF_INET', ipv6: 'AF_INET6' } as const;
const questionTypes = Object.fromEntries(
  ['A', 'NS', 'CNAME', 'SOA', 'PTR', 'MX', 'TXT', 'AAAA', 'SRV', 'ANY'].map(type => [type, type]),
);

/** The number that SECL's constant stands for, of what logs give a name. */
function coded(named: Value, constantNames: Readonly<Record<string, string>>): Value {
  return Object.entries(constantNames).reduceRight<Value>(
    (otherwise, [name, code]) => ({
      op: 'if',
      test: {
        op: 'test',
        value: named,
        test: { is: 'equal', texts: [name], case: 'insensitive', asText: 'strings' },
        members: 'any',
      },
      then: constant(constants[code] ?? 0),
      else: otherwise,
    }),
    constant(0),
  );
}

/** NAME of each NAME=value. */
function namesOf(pairs: Value): Value {
  return { op: 'call', function: 'extract', args: [pairs, constant('^[^=]+'), constant(0)], each: true };
}

/** What the author wrote is the reference's name, so that messages speak his language. */
function field(name: string, ecsNames: readonly string[]): Value {
  const ref: FieldRef = { field: name, names: ecsNames.map(ecsName => ({ space: 'ecs', name: ecsName })) };
  return { op: 'field', field: ref };
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
