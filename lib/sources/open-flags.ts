import type { JsonValue } from '../event/index.ts';

/** Linux's flags of open(2) on x86-64, as a number: what SECL's `open.flags` compares with. */
const FLAGS: Readonly<Record<string, number>> = {
  O_RDONLY: 0,
  O_WRONLY: 0o1,
  O_RDWR: 0o2,
  O_CREAT: 0o100,
  O_EXCL: 0o200,
  O_NOCTTY: 0o400,
  O_TRUNC: 0o1000,
  O_APPEND: 0o2000,
  O_NONBLOCK: 0o4000,
  O_DSYNC: 0o10000,
  O_DIRECT: 0o40000,
  O_LARGEFILE: 0o100000,
  O_DIRECTORY: 0o200000,
  O_NOFOLLOW: 0o400000,
  O_NOATIME: 0o1000000,
  O_CLOEXEC: 0o2000000,
  O_SYNC: 0o4010000,
  O_TMPFILE: 0o20200000,
};

/** `O_CREAT|O_WRONLY` as a number; names beyond open(2), such as Falco's own, add nothing. Undefined without any name. */
export function openFlagsOfNames(text: JsonValue): number | undefined {
  if (typeof text !== 'string' || !text.includes('O_')) return undefined;
  return text.split('|').reduce((sum, name) => {
    const flag = FLAGS[name.trim()];
    return flag === undefined ? sum : Number(BigInt(sum) | BigInt(flag));
  }, 0);
}

/** Of a call's arguments, in hex as audit records have them: the second of open, the third of openat. */
export function openFlagsOfCall(name: string, call: Readonly<Record<string, string>>): number | undefined {
  if (name === 'creat') return 0o1101;
  const argument = name === 'open' ? call.a1 : name === 'openat' || name === 'open_by_handle_at' ? call.a2 : undefined;
  const flags = Number.parseInt(argument ?? '', 16);
  return Number.isNaN(flags) ? undefined : flags;
}
