import type { Host } from '../event/index.ts';
import type { Log } from '../ingest/index.ts';
import type { HostEntry, SourceSettings } from './source.ts';

/** What a record says about its machine, in its own words. */
export interface HostClues {
  /** An instance id, or whatever the telemetry was set up to call the machine (Falco's extra fields, `node=`). */
  readonly id?: string;
  readonly name?: string;
  readonly address?: string;
  readonly networkInterface?: string;
  /** The log lies in a stream of its machine's, as agents name streams: by instance, else by host name. */
  readonly isOwnStream?: true;
}

/**
 * One entity for one machine, in this order: the instance id in the log stream's name; the id that the record states;
 * the entry of `hosts` in the configuration that has the record's name, address or interface; the name itself; the name of
 * the stream, where only one machine writes to it.
 * An id or name that `hosts` knows is always answered with that entry's id, so that sources which call the machine
 * differently still correlate.
 */
export function hostEntity(log: Log, clues: HostClues, settings: SourceSettings): Host | undefined {
  const inStream = INSTANCE_ID.exec(log.origin.logStream)?.[0] ?? '';
  const { id = '', address = '', networkInterface = '' } = clues;
  const name = clues.name || (clues.isOwnStream === true && id === '' && inStream === '' ? log.origin.logStream : '');
  const entry =
    settings.hosts.length === 0 ? undefined : entryFor(settings.hosts, [inStream, id, name, address, networkInterface]);
  const found = entry?.id || inStream || id || name;
  if (found === '' && name === '') return undefined;
  return { id: found, name: name || entry?.names[0] || '' };
}

const INSTANCE_ID = /\bi-(?:[0-9a-f]{17}|[0-9a-f]{8})\b/;

function entryFor(hosts: readonly HostEntry[], clues: readonly string[]): HostEntry | undefined {
  for (const clue of clues) {
    if (clue === '') continue;
    const found = hosts.find(
      host =>
        host.id === clue ||
        host.names.includes(clue) ||
        host.addresses.includes(clue) ||
        host.interfaces.includes(clue),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}
