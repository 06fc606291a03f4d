import type { FieldRead, FieldTable, JsonValue } from '../event/index.ts';
import { commonFields, region } from './common-fields.ts';
import { falcoKind } from './falco-kind.ts';
import { falcoPeer } from './falco-peer.ts';
import {
  asNumber,
  asText,
  at,
  basename,
  baseOf,
  computed,
  constant,
  dirname,
  extension,
  firstOf,
  known,
  lookup,
  mapped,
} from './field-read.ts';
import { openFlagsOfNames } from './open-flags.ts';

/** A field that the Falco rule printed; `<NA>`, null and -1 are Falco's words for "unknown". */
const out = (name: string): FieldRead => known(at('output_fields', name));

const kind = (what: string, pick: (of: ReturnType<typeof falcoKind>) => JsonValue): FieldRead =>
  computed(`${what} of \`evt.type\``, fields => {
    const value = pick(falcoKind(fields));
    return value === '' || (Array.isArray(value) && value.length === 0) ? undefined : value;
  });

const executable = firstOf(out('proc.exepath'), onlyPath(out('proc.exe')));
const ofFile = onlyFor(
  'file',
  firstOf(out('fs.path.name'), out('fd.name'), out('fs.path.target'), out('evt.arg.name')),
);
const terminal = out('proc.tty');

export const falcoFields: FieldTable = {
  source: 'falco',
  ecs: {
    ...commonFields('falco', 'falco.alerts'),
    'event.category': kind('category', of => of.category),
    'event.type': kind('type', of => of.type),
    'event.action': firstOf(
      kind('action', of => of.action),
      out('ct.name'),
      out('ka.verb'),
    ),
    'event.outcome': mapped(out('evt.res'), 'success or failure by', value =>
      value === 'SUCCESS' ? 'success' : 'failure',
    ),
    'event.id': at('uuid'),
    'log.level': at('priority'),
    message: at('output'),
    'rule.name': at('rule'),
    tags: at('tags'),
    'host.os.type': constant('linux'),
    'host.os.family': constant('linux'),
    'process.name': computed(
      '`proc.name`, or the last segment of `proc.exepath` where the kernel cut the name at 15 bytes',
      (fields, event) => wholeName(out('proc.name').read(fields, event), executable.read(fields, event)),
    ),
    'process.executable': executable,
    'process.command_line': out('proc.cmdline'),
    'process.args': mapped(firstOf(out('proc.cmdline')), 'words of', splitWords),
    'process.args_count': mapped(out('proc.cmdline'), 'number of words of', value => splitWords(value)?.length),
    'process.pid': out('proc.pid'),
    'process.vpid': out('proc.vpid'),
    'process.working_directory': out('proc.cwd'),
    'process.tty': mapped(terminal, '', value => (value === 0 ? undefined : value)),
    'process.interactive': mapped(terminal, 'is there a terminal:', value => typeof value === 'number' && value !== 0),
    'process.env_vars': mapped(out('proc.env'), 'words of', splitWords),
    'process.group_leader.pid': out('proc.pgid'),
    'process.session_leader.pid': out('proc.sid'),
    'process.session_leader.name': out('proc.sname'),
    'process.session_leader.executable': out('proc.sid.exepath'),
    'process.entity_id': computed('host, `proc.pid` and `proc.pid.ts`', (fields, event) => {
      const pid = out('proc.pid').read(fields, event);
      const started = out('proc.pid.ts').read(fields, event);
      return pid === undefined || started === undefined ? undefined : `${event.host?.id ?? ''}/${pid}/${started}`;
    }),
    'process.parent.pid': out('proc.ppid'),
    'process.parent.name': out('proc.pname'),
    'process.parent.executable': firstOf(out('proc.pexepath'), onlyPath(out('proc.pexe'))),
    'process.parent.command_line': out('proc.pcmdline'),
    'process.parent.args': mapped(out('proc.pcmdline'), 'words of', splitWords),
    'process.parent.parent.name': out('proc.aname[2]'),
    'process.parent.parent.pid': out('proc.apid[2]'),
    'process.parent.parent.executable': out('proc.aexepath[2]'),
    'user.name': firstOf(out('user.name'), out('ct.user'), out('ka.user.name')),
    'user.id': asText(out('user.uid')),
    'user.audit.id': asText(out('user.loginuid')),
    'user.audit.name': out('user.loginname'),
    'user.group.id': asText(out('group.gid')),
    'user.group.name': out('group.name'),
    'process.user.name': out('user.name'),
    'process.user.id': asText(out('user.uid')),
    'file.path': ofFile,
    'file.name': basename(ofFile),
    'file.directory': dirname(ofFile),
    'file.extension': extension(ofFile),
    'file.open_flags': mapped(out('evt.arg.flags'), 'number of', openFlagsOfNames),
    'destination.ip': falcoPeer('destination', 'ip'),
    'destination.address': falcoPeer('destination', 'ip'),
    'destination.port': falcoPeer('destination', 'port'),
    'destination.domain': firstOf(out('fd.sip.name'), out('fd.rip.name')),
    'source.ip': firstOf(falcoPeer('source', 'ip'), out('ct.srcip')),
    'source.address': firstOf(falcoPeer('source', 'ip'), out('ct.srcip')),
    'source.port': falcoPeer('source', 'port'),
    'network.transport': out('fd.l4proto'),
    'network.type': lookup(
      out('fd.type'),
      new Map([
        ['ipv4', 'ipv4'],
        ['ipv6', 'ipv6'],
      ]),
    ),
    'network.direction': lookup(
      out('evt.type'),
      new Map([
        ['connect', 'egress'],
        ['accept', 'ingress'],
        ['accept4', 'ingress'],
      ]),
    ),
    'container.id': mapped(out('container.id'), '', value => (value === 'host' ? undefined : value)),
    'container.name': mapped(out('container.name'), '', value => (value === 'host' ? undefined : value)),
    'container.image.name': out('container.image.repository'),
    'container.image.tag': out('container.image.tag'),
    'container.security_context.privileged': out('container.privileged'),
    'orchestrator.namespace': firstOf(out('k8s.ns.name'), out('ka.target.namespace')),
    'orchestrator.resource.name': firstOf(out('k8s.pod.name'), out('ka.target.name')),
    'kubernetes.namespace': out('k8s.ns.name'),
    'kubernetes.pod.name': out('k8s.pod.name'),
    'cloud.region': firstOf(out('ct.region'), region),
    'weir.events_lost': asNumber(out('n_drops')),
  },
  vendorRoots: [['output_fields'], []],
  knowsVendorName: name => FALCO_NAME.test(name),
  isEcs: false,
};

/** The classes of Falco's field names, and the keys of the alert itself. */
const FALCO_NAME =
  /^(?:evt|proc|thread|fd|fs|user|group|container|k8s|k8smeta|ct|ka|jevt|syscall|json|n)[._]|^(?:hostname|output|priority|rule|source|tags|time|uuid)$/;

function onlyPath(read: FieldRead): FieldRead {
  return mapped(read, '', value => (typeof value === 'string' && value.startsWith('/') ? value : undefined));
}

function onlyFor(wanted: 'file', read: FieldRead): FieldRead {
  return mapped(read, 'in events about files,', (value, fields) => {
    const of = falcoKind(fields).kind;
    const isPath = typeof value === 'string' && !value.includes('->');
    return isPath && (of === wanted || (of === 'unknown' && value.startsWith('/'))) ? value : undefined;
  });
}

const COMM_BYTES = 15;

function wholeName(name: JsonValue | undefined, path: JsonValue | undefined): JsonValue | undefined {
  if (typeof path !== 'string') return name;
  const base = baseOf(path);
  if (typeof name !== 'string') return base || undefined;
  return name.length === COMM_BYTES && base.startsWith(name) ? base : name;
}

/** Falco joins arguments with blanks, so an argument that holds one cannot be told from two. */
function splitWords(value: JsonValue): readonly string[] | undefined {
  return typeof value === 'string' ? value.split(' ').filter(word => word !== '') : undefined;
}
