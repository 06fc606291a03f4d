import type { FullLog } from './kind.ts';

/** Audit events as auditd writes them with `log_format = ENRICHED`, after the exec of their parent and of themselves. */
export function auditdLogs(): readonly FullLog[] {
  return [
    told('a program that starts', execOf(3, 71, 70, 'psql', ['psql', 'shop'])),
    told('a file that is made or opened for writing', onFile('257', 'openat', 'CREATE')),
    told('a file that is opened for reading', onFile('257', 'openat', 'NORMAL', '0')),
    told('a file that is deleted', onFile('263', 'unlinkat', 'DELETE')),
    told('a file that is renamed', onFile('316', 'renameat2', 'CREATE')),
    told('a file whose rights or owner change', onFile('268', 'fchmodat', 'NORMAL')),
    told('a connection that is opened', connection('42', 'connect')),
    told('a connection that is accepted', connection('43', 'accept')),
    { ...told('any other call or record: a login, a session, a change of rules', [userRecord()]), names: 'any' },
  ];
}

function told(about: string, event: readonly string[]): FullLog {
  const before = [...execOf(1, 70, 69, 'bash', ['-bash']), ...execOf(2, 71, 70, 'psql', ['psql', 'shop'])];
  return { source: 'auditd', about, lines: [...before, ...event] };
}

const stamp = (serial: number): string => `node=db-7 type=TYPE msg=audit(1795226400.00${serial}:${serial}):`;
const NAMES = 'ARCH=x86_64 SYSCALL=CALL AUID="ines" UID="ines" GID="ines" EUID="ines" SUID="ines" FSUID="ines"';
const ENRICHED = '\x1d';

function syscall(serial: number, pid: number, ppid: number, name: string, number: string, call: string, flags = '241') {
  return (
    `${stamp(serial).replace('TYPE', 'SYSCALL')} arch=c000003e syscall=${number} success=yes exit=0 a0=3 a1=7f a2=${flags} a3=1b6 items=2 ` +
    `ppid=${ppid} pid=${pid} auid=1000 uid=1000 gid=1000 euid=1000 suid=1000 fsuid=1000 egid=1000 sgid=1000 fsgid=1000 tty=pts0 ses=4 ` +
    `comm="${name}" exe="/usr/bin/${name}" key="weir"${ENRICHED}${NAMES.replace('CALL', call)}`
  );
}

function execOf(serial: number, pid: number, ppid: number, name: string, words: readonly string[]): readonly string[] {
  const args = words.map((word, at) => `a${at}="${word}"`).join(' ');
  return [
    syscall(serial, pid, ppid, name, '59', 'execve'),
    `${stamp(serial).replace('TYPE', 'EXECVE')} argc=${words.length} ${args}`,
    `${stamp(serial).replace('TYPE', 'CWD')} cwd="/home/ines"`,
    path(serial, 0, `/usr/bin/${name}`, 'NORMAL'),
    title(serial),
  ];
}

function onFile(number: string, call: string, nametype: string, flags = '241'): readonly string[] {
  return [
    syscall(3, 71, 70, 'psql', number, call, flags),
    `${stamp(3).replace('TYPE', 'CWD')} cwd="/home/ines"`,
    path(3, 0, '/tmp', 'PARENT'),
    path(3, 1, '/tmp/shop.sql', nametype),
    title(3),
  ];
}

function connection(number: string, call: string): readonly string[] {
  return [
    syscall(3, 71, 70, 'psql', number, call),
    `${stamp(3).replace('TYPE', 'SOCKADDR')} saddr=020001BBCB0071090000000000000000${ENRICHED}SADDR={ saddr_fam=inet laddr=203.0.113.9 lport=443 }`,
    title(3),
  ];
}

function path(serial: number, item: number, name: string, nametype: string): string {
  return `${stamp(serial).replace('TYPE', 'PATH')} item=${item} name="${name}" inode=7 dev=fd:00 mode=0100644 ouid=0 ogid=0 rdev=00:00 nametype=${nametype} cap_fp=0 cap_fi=0 cap_fe=0 cap_fver=0 cap_frootid=0${ENRICHED}OUID="root" OGID="root"`;
}

function title(serial: number): string {
  return `${stamp(serial).replace('TYPE', 'PROCTITLE')} proctitle="psql"`;
}

function userRecord(): string {
  return `${stamp(3).replace('TYPE', 'USER_LOGIN')} pid=71 uid=0 auid=1000 ses=4 msg='op=login id=1000 acct="ines" cmd="psql" exe="/usr/sbin/sshd" hostname=203.0.113.9 addr=203.0.113.9 terminal=ssh res=success'${ENRICHED}UID="root" AUID="ines" ID="ines"`;
}
