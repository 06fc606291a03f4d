import { describe, expect, it } from 'vitest';
import { openFlagsOfCall, openFlagsOfNames } from '../../lib/sources/open-flags.ts';

describe('the flags of an open are one number, however the log tells them', () => {
  it.each([
    { text: 'O_RDONLY', flags: 0 },
    { text: 'O_CREAT|O_WRONLY|O_TRUNC', flags: 0o1101 },
    { text: 'O_LARGEFILE|O_RDWR|O_F_CREATED', flags: 0o100002 },
    { text: 'O_TMPFILE|O_DIRECTORY', flags: 0o20200000 },
    { text: '', flags: undefined },
    { text: 'FD_UPPER', flags: undefined },
    { text: 7, flags: undefined },
  ])('$text', ({ text, flags }) => expect(openFlagsOfNames(text)).toBe(flags));

  it.each<{ call: string; args: Readonly<Record<string, string>>; flags: number | undefined }>([
    { call: 'open', args: { a1: '241', a2: '1b6' }, flags: 0o1101 },
    { call: 'openat', args: { a1: '7ffd', a2: '80000' }, flags: 0o2000000 },
    { call: 'creat', args: {}, flags: 0o1101 },
    // Its third argument points at them.
    { call: 'openat2', args: { a2: '7ffd1234' }, flags: undefined },
    { call: 'openat', args: {}, flags: undefined },
    { call: 'unlink', args: { a1: '1' }, flags: undefined },
  ])('$call $args', ({ call, args, flags }) => expect(openFlagsOfCall(call, args)).toBe(flags));
});
