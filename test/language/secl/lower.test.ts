import { describe, expect, it } from 'vitest';
import { createContext, emptySettings, evaluatePredicate, recordRow } from '../../../lib/engine/index.ts';
import type { JsonObject } from '../../../lib/event/index.ts';
import { secl } from '../../../lib/language/secl/index.ts';

const context = createContext(emptySettings);

describe('an expression means what the agent makes of it', () => {
  const sh: JsonObject = {
    'process.executable': '/usr/bin/dash',
    'process.name': 'sh',
    'process.args': ['sh', '-c', 'curl --data=x http://h/ && echo'],
    'process.pid': 7,
    'process.parent.executable': '/usr/lib/postgresql/15/bin/postgres',
    'container.id': '',
  };
  it.each([
    { text: 'exec.file.path == "/usr/bin/dash"', event: sh, holds: true },
    { text: 'exec.file.path == "/USR/bin/dash"', event: sh, holds: false },
    { text: 'exec.file.name == "dash" && exec.comm == "sh"', event: sh, holds: true },
    { text: 'exec.file.name == "sh"', event: { 'process.name': 'sh' }, holds: true },
    { text: 'process.parent.file.name in ["postgres", "mysqld"]', event: sh, holds: true },
    { text: 'process.ancestors.file.path =~ "/usr/**"', event: sh, holds: true },
    { text: 'exec.args == "-c curl --data=x http://h/ && echo"', event: sh, holds: true },
    { text: 'exec.args in [~"*curl*"]', event: sh, holds: true },
    { text: 'exec.args in ["*curl*"]', event: sh, holds: false },
    { text: 'exec.args =~ "*curl*"', event: sh, holds: true },
    { text: 'exec.args_flags in ["c"]', event: sh, holds: true },
    { text: 'exec.argv in ["-c"] && exec.argv not in ["sh"]', event: sh, holds: true },
    { text: 'exec.args in [r"http://\\w+/"]', event: sh, holds: true },
    { text: 'exec.args in [r"http://[a-z]+/"]', event: sh, holds: true },
    { text: 'exec.file.path.length > 12', event: sh, holds: true },

    { text: 'open.file.path =~ "/etc/*"', event: { 'file.path': '/etc/passwd' }, holds: true },
    { text: 'open.file.path =~ "/etc/*"', event: { 'file.path': '/etc/ssh/key' }, holds: false },
    { text: 'open.file.path =~ "/etc/**"', event: { 'file.path': '/etc/ssh/key' }, holds: true },
    { text: 'open.file.path =~ "*/ssh/*"', event: { 'file.path': '/etc/ssh/key' }, holds: true },
    { text: 'open.file.path =~ "*"', event: { 'file.path': '/etc/passwd' }, holds: false },
    { text: 'open.file.name =~ "*"', event: { 'file.path': '/etc/passwd' }, holds: true },

    { text: 'process.container.id == ""', event: {}, holds: true },
    { text: 'process.container.id != ""', event: {}, holds: false },
    { text: 'process.container.id != ""', event: { 'container.id': 'c1' }, holds: true },
    { text: 'connect.addr.port < 1024', event: {}, holds: true },
    { text: 'connect.addr.port > 0', event: {}, holds: false },
    { text: 'connect.addr.is_public == false', event: {}, holds: true },
    { text: 'connect.addr.is_public', event: { 'destination.ip': '203.0.114.9' }, holds: true },
    { text: 'connect.addr.is_public', event: { 'destination.ip': '10.0.0.9' }, holds: false },
    { text: 'chmod.file.mode != chmod.file.destination.mode', event: {}, holds: false },

    { text: 'connect.addr.ip in [10.0.0.0/8, ::1]', event: { 'destination.ip': '10.9.9.9' }, holds: true },
    { text: 'connect.addr.ip in [10.0.0.0/8, ::1]', event: { 'destination.ip': '::1' }, holds: true },
    { text: 'connect.addr.ip not in 10.0.0.0/8', event: { 'destination.ip': '11.0.0.1' }, holds: true },
    { text: 'connect.addr.ip == 10.0.0.1', event: { 'destination.ip': '10.0.0.1' }, holds: true },

    { text: 'open.flags & (O_CREAT|O_RDWR) > 0', event: { 'file.open_flags': 0o100 }, holds: true },
    { text: 'open.flags & (O_CREAT|O_RDWR) > 0', event: { 'file.open_flags': 1 }, holds: false },
    { text: 'open.flags & (O_CREAT|O_RDWR) > 0', event: {}, holds: false },

    { text: 'process.ancestors.pid != 10', event: pids(9, 10), holds: false },
    { text: 'process.ancestors.pid != 10', event: pids(8, 9), holds: true },
    { text: 'process.ancestors.pid == 10', event: pids(9, 10), holds: true },
    { text: 'process.ancestors.pid > 9', event: pids(9, 10), holds: true },
    { text: 'process.ancestors.pid == 0', event: {}, holds: true },
    { text: 'process.ancestors.pid == 0', event: pids(9, 10), holds: false },
    { text: 'BPF_PROG_LOAD in process.ancestors.pid', event: pids(9, 5), holds: true },
    { text: 'process.ancestors.file.name in ["git"]', event: parents('/usr/bin/sh', '/usr/bin/git'), holds: true },
    { text: 'process.ancestors.file.name not in ["git"]', event: parents('/usr/bin/sh', '/bin/git'), holds: false },
    { text: 'process.ancestors.comm allin ["sh", "git"]', event: names('sh', 'git'), holds: true },
    { text: 'process.envp allin ["x=1", "y=2"]', event: { 'process.env_vars': ['x=1', 'y=2', 'x=1'] }, holds: true },
    { text: 'process.envp allin ["x=1", ~"y*"]', event: { 'process.env_vars': ['x=1', 'yes'] }, holds: true },
    { text: 'process.envp allin ["x=1", ~"y*"]', event: { 'process.env_vars': ['x=1', 'no'] }, holds: false },
    { text: '"x=1" in process.envp', event: { 'process.env_vars': ['x=1'] }, holds: true },
    { text: 'exec.envs in ["LD_AUDIT"]', event: { 'process.env_vars': ['A=1', 'LD_AUDIT=/x.so'] }, holds: true },
    { text: 'exec.envs in ["LD_AUDIT"]', event: { 'process.env_vars': ['A=LD_AUDIT'] }, holds: false },
    { text: 'process.pid == 1 && process.uid == 1 || process.gid == 1', event: { 'group.id': 1 }, holds: false },
    {
      text: 'process.pid == 1 && process.uid == 1 || process.gid == 1',
      event: { 'process.pid': 1, 'group.id': 1 },
      holds: true,
    },

    { text: 'connect.addr.family == AF_INET6', event: { 'network.type': 'ipv6' }, holds: true },
    { text: 'connect.addr.family in [AF_INET, AF_INET6]', event: { 'network.type': 'ipv4' }, holds: true },
    { text: 'connect.addr.family == AF_INET', event: {}, holds: false },
    { text: 'dns.question.type == TXT', event: { 'dns.question.type': 'TXT' }, holds: true },
    { text: 'fim.write.file.path =~ "/etc/**"', event: { 'file.path': '/etc/x' }, holds: true },
    { text: 'event.origin == "ebpf" && event.source == "runtime"', event: {}, holds: true },
  ])('$text of $event is $holds', ({ text, event, holds }) => expect(evaluate(text, event)).toBe(holds));
});

describe('an iterator stands for one ancestor throughout the expression', () => {
  const same = 'process.ancestors[A].comm == "git" && process.ancestors[A].args_flags in ["r"]';
  const git = { 'process.parent.parent.name': 'git', 'process.parent.parent.args': ['git', '-r'] };
  const sh = { 'process.parent.name': 'sh', 'process.parent.args': ['sh', '-r'] };
  it.each<{ name: string; text: string; event: JsonObject; holds: boolean }>([
    { name: 'the same one', text: same, event: { ...sh, ...git }, holds: true },
    {
      name: 'not two of them',
      text: same,
      event: { ...sh, ...git, 'process.parent.parent.args': ['git'] },
      holds: false,
    },
    {
      name: 'without iterators they may be two',
      text: same.replaceAll('[A]', ''),
      event: { ...sh, ...git, 'process.parent.parent.args': ['git'] },
      holds: true,
    },
    {
      name: 'two letters may be two',
      text: same.replace(/\[A\](?=.args)/, '[B]'),
      event: { ...sh, ...git, 'process.parent.parent.args': ['git'] },
      holds: true,
    },
    {
      name: 'not equal: there is one that is not',
      text: 'process.ancestors[A].comm != "git"',
      event: { ...sh, ...git },
      holds: true,
    },
    { name: 'none is there', text: 'process.ancestors[A].comm != "git"', event: {}, holds: false },
  ])('$name', ({ text, event, holds }) => expect(evaluate(text, event)).toBe(holds));
});

describe('an event is of the type that its system call says', () => {
  const open = 'open.file.path == "/etc/passwd"';
  it.each<{ text: string; event: JsonObject; holds: boolean }>([
    { text: open, event: { 'auditd.data.syscall': 'openat' }, holds: true },
    { text: open, event: { 'evt.type': 'openat2' }, holds: true },
    { text: open, event: { 'evt.type': 'linkat' }, holds: false },
    { text: open, event: {}, holds: true },
    { text: 'utimes.file.path == "/etc/passwd"', event: { 'evt.type': 'utimensat' }, holds: true },
    { text: 'utimes.file.path == "/etc/passwd"', event: {}, holds: false },
  ])('$text by $event is $holds', ({ text, event, holds }) => {
    expect(evaluate(text, { ...event, 'file.path': '/etc/passwd' })).toBe(holds);
  });

  it.each([
    { text: open, route: ['file_event', 'file_access'] },
    { text: 'chmod.file.path == "/x"', route: ['file_change'] },
    { text: 'utimes.file.path == "/x"', route: [undefined] },
    { text: 'process.pid == 1', route: [undefined] },
    { text: 'exec.comm == "sh"', route: ['process_creation'] },
  ])('and is looked for in the log sources that have such: $text', ({ text, route }) => {
    const { rule } = compile(text);
    const events = rule?.detection.kind === 'single' ? rule.detection.events : [];
    expect(events.flatMap(selector => selector.route.map(({ category }) => category))).toEqual(route);
  });
});

describe('what no log source supplies is never guessed', () => {
  it.each([
    { text: 'bpf.cmd == BPF_PROG_LOAD', status: 'not-evaluable', fields: 'bpf.cmd' },
    {
      text: 'exec.comm == "sh" && process.cap_permitted != 0',
      status: 'not-evaluable',
      fields: 'process.cap_permitted',
    },
    { text: 'exec.comm == "sh" && !(exec.file.mode == 0)', status: 'not-evaluable', fields: 'exec.file.mode' },
    { text: 'exec.comm == "sh" || exec.file.mode > 0', status: 'ok', fields: 'exec.file.mode' },
    { text: 'exec.comm == "sh" && process.ancestors.length > 3', status: 'not-evaluable', fields: 'process.ancestors' },
    { text: 'exec.comm == "sh"', status: 'ok', fields: '' },
  ])('$text is $status', ({ text, status, fields }) => {
    const compiled = compile(text);
    expect(compiled.status).toBe(status);
    expect(compiled.diagnostics.map(({ message }) => message).join()).toContain(fields);
    expect(compiled.diagnostics).toHaveLength(fields === '' ? 0 : 1);
  });

  it('where part of a condition can be told, that part decides', () => {
    const text = 'exec.comm == "sh" || exec.file.mode == 0';
    expect(evaluate(text, { 'process.name': 'sh' })).toBe(true);
    expect(evaluate(text, { 'process.name': 'ls' })).toBe(false);
  });
});

describe('what has no meaning is refused where it stands', () => {
  it.each([
    { text: 'exec.comm == SHELLS', at: 14, message: 'unknown name SHELLS' },
    {
      text: 'exec.comm == "x" && open.file.path == "y"',
      at: 21,
      message: 'a rule is about one event type, this one about exec and open',
    },
    { text: '"x"', at: 1, message: 'a text alone is neither true nor false' },
    { text: 'exec.comm > "x"', at: 13, message: 'texts have no order for >' },
    { text: 'exec.comm in [exec.args]', at: 15, message: 'a list holds constants only' },
    { text: 'exec.comm in [r"("]', at: 15, message: /^not a regular expression/ },
  ])('$text', ({ text, at, message }) => {
    const { diagnostics, status } = compile(text);
    expect(status).toBe('error');
    expect(diagnostics[0]?.message).toMatch(message);
    expect(diagnostics[0]?.span.column).toBe(at);
  });
});

it("a description's templates name the event's own fields", () => {
  const text = `rules:
  - id: r
    description: 'shell {{ @process.comm }} under {{ @process.parent.file.name }} ({{ @other.thing }})'
    expression: exec.comm == "sh"
`;
  const [compiled] = secl.compile([{ path: 'p.policy', text }], { values: {}, exceptions: {} });
  expect(compiled?.rule?.meta.description).toBe(
    'shell {{ process.name }} under {{ process.parent.executable }} ({{ other.thing }})',
  );
});

function pids(parent: number, grandparent: number): JsonObject {
  return { 'process.parent.pid': parent, 'process.parent.parent.pid': grandparent };
}

function parents(parent: string, grandparent: string): JsonObject {
  return { 'process.parent.executable': parent, 'process.parent.parent.executable': grandparent };
}

function names(parent: string, grandparent: string): JsonObject {
  return { 'process.parent.name': parent, 'process.parent.parent.name': grandparent };
}

function evaluate(text: string, event: JsonObject): boolean {
  const { rule, diagnostics } = compile(text);
  if (rule?.detection.kind !== 'single') throw new Error(JSON.stringify(diagnostics));
  const [selector] = rule.detection.events;
  if (selector === undefined) throw new Error('a single detection looks at events');
  return evaluatePredicate(selector.where, recordRow(event), context);
}

function compile(text: string): NonNullable<ReturnType<NonNullable<typeof secl.compileQuery>>> {
  const compiled = secl.compileQuery?.(text, { values: {}, exceptions: {} });
  if (compiled === undefined) throw new Error('SECL has bare queries');
  return compiled;
}
