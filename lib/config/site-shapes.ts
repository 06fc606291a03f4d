import type { HostEntry, WindowEntry } from './config.ts';
import { list, mapping } from './containers.ts';
import { cronField, timeZoneName } from './cron-shape.ts';
import { text, whole } from './scalars.ts';
import type { Shape } from './shape.ts';
import { named } from './variants.ts';

export const valuesShape: Shape<Readonly<Record<string, readonly string[]>>> = mapping(list(text()));

export const windowsShape: Shape<readonly WindowEntry[]> = named<WindowEntry, 'name'>('name', {
  name: { shape: text(), says: 'What rules call it.', required: true },
  cron: { shape: cronField, says: 'When it opens, in the five fields of crontab(5).', required: true },
  timeZone: {
    shape: timeZoneName,
    says: 'IANA time zone in which the cron fields are read, daylight saving included.',
  },
  minutes: { shape: whole(60, 1, 10_080), says: 'How long it stays open.', required: true },
});

export const hostsShape: Shape<readonly HostEntry[]> = named<HostEntry, 'id'>('id', {
  id: { shape: text(), says: 'Its one id: the instance id where it has one.', required: true },
  names: { shape: list(text()), says: 'Names under which logs know it.' },
  addresses: { shape: list(text()), says: 'Its IP addresses.' },
  interfaces: { shape: list(text()), says: 'Its network interfaces (eni-…), as flow logs name it.' },
});

export const formatsShape: Shape<Readonly<Record<string, string>>> = mapping(text(), /^[a-z0-9-]{1,64}$/);
