import type { FullLog } from './kind.ts';

/** Alerts of rules that print every field which weir reads; one for each kind of system call, and of the other sources. */
export function falcoLogs(): readonly FullLog[] {
  const process = 'a program that starts';
  return [
    alert(process, { 'evt.type': 'execve' }),
    alert('a file that is opened for writing', { 'evt.type': 'openat', 'evt.is_open_write': true, ...FILE }),
    alert('a file that is opened for reading', { 'evt.type': 'openat', 'evt.is_open_write': false, ...FILE }),
    alert('a file that is deleted', { 'evt.type': 'unlinkat', ...FILE }),
    alert('a file that is renamed', { 'evt.type': 'renameat2', ...FILE }),
    alert('a file whose rights or owner change', { 'evt.type': 'fchmodat', ...FILE }),
    alert('a connection', { 'evt.type': 'connect', ...CONNECTION }),
    alert('any other system call', { 'evt.type': 'ptrace' }),
    alert('a call of the AWS API, by the plugin', { ...CLOUD, ...NO_PROCESS }, 'aws_cloudtrail'),
    alert('a request to Kubernetes, by the plugin', { ...KUBERNETES, ...NO_PROCESS }, 'k8s_audit'),
  ];
}

function alert(about: string, fields: object, source = 'syscall'): FullLog {
  const head = {
    hostname: 'db-7',
    priority: 'Notice',
    rule: 'Any rule',
    source,
    tags: ['x'],
    time: '2026-11-21T02:00:00.000000000Z',
    uuid: '00000000-0000-4000-8000-000000000000',
  };
  const output_fields = source === 'syscall' ? { ...PROCESS, ...fields } : fields;
  return { source: 'falco', about, lines: [JSON.stringify({ ...head, output: 'what happened', output_fields })] };
}

const PROCESS = {
  'evt.time': 1_795_226_400_000_000_000,
  'evt.res': 'SUCCESS',
  'proc.name': 'psql',
  'proc.exepath': '/usr/bin/psql',
  'proc.exe': '/usr/bin/psql',
  'proc.cmdline': 'psql shop',
  'proc.args': 'shop',
  'proc.cwd': '/home/ines',
  'proc.env': 'HOME=/home/ines',
  'proc.pid': 70,
  'proc.vpid': 7,
  'proc.pid.ts': 1_795_226_300_000_000_000,
  'proc.ppid': 69,
  'proc.pname': 'bash',
  'proc.pexe': '/usr/bin/bash',
  'proc.pexepath': '/usr/bin/bash',
  'proc.pcmdline': 'bash',
  'proc.aname[2]': 'sshd',
  'proc.apid[2]': 68,
  'proc.aexepath[2]': '/usr/sbin/sshd',
  'proc.sid': 69,
  'proc.sname': 'bash',
  'proc.sid.exepath': '/usr/bin/bash',
  'proc.pgid': 70,
  'proc.tty': 34_816,
  'user.name': 'ines',
  'user.uid': 1000,
  'user.loginname': 'ines',
  'user.loginuid': 1000,
  'group.gid': 1000,
  'group.name': 'ines',
  'container.id': '0123456789ab',
  'container.name': 'db',
  'container.image.repository': 'postgres',
  'container.image.tag': '16',
  'container.privileged': false,
  'k8s.ns.name': 'prod',
  'k8s.pod.name': 'db-0',
  node_name: 'ip-10-0-0-7',
  instance_id: 'i-0123456789abcdef0',
};

const FILE = { 'fd.name': '/tmp/shop.sql', 'fs.path.name': '/tmp/shop.sql', 'fd.typechar': 'f' };

const CONNECTION = {
  'fd.name': '10.0.0.7:49152->203.0.113.9:443',
  'fd.type': 'ipv4',
  'fd.typechar': '4',
  'fd.l4proto': 'tcp',
  'fd.cip': '10.0.0.7',
  'fd.cport': 49_152,
  'fd.sip': '203.0.113.9',
  'fd.sport': 443,
  'fd.sip.name': 'files.example.net',
};

const CLOUD = { 'ct.name': 'ModifyDBInstance', 'ct.user': 'ines', 'ct.srcip': '203.0.113.9', 'ct.region': 'eu-west-1' };

const KUBERNETES = {
  'ka.verb': 'create',
  'ka.user.name': 'ines',
  'ka.target.name': 'db-0',
  'ka.target.namespace': 'prod',
};

const NO_PROCESS = { 'evt.time': 1_795_226_400_000_000_000 };
