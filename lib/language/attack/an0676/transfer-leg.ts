import type { LinkedInput, Predicate } from '../../../ir/index.ts';
import { carried, onHost, onHostOrAddress } from './carried.ts';
import { commandLine } from './client-leg.ts';
import { databasePorts, insideNetworks, transferTools } from './programs.ts';
import { all, any, constant, ecs, exists, isOneOf, isProgram, matches, not, test } from './terms.ts';

export const transferLeg = 'outbound transfer';

/** Data that leaves: a connection by a tool that carries files, a command that says so, or a flow that is large enough. */
export function transferInputs(leastBytes: number): readonly LinkedInput[] {
  return [
    {
      name: transferLeg,
      leg: transferLeg,
      role: 'follows',
      identity: 'actor',
      from: {
        kind: 'events',
        route: [{ product: 'linux', category: 'network_connection' }],
        where: all(exists('destination.ip'), isOutside, not(isInbound), not(isNameOrTime), isCarrier),
      },
      key: onHost,
      values: carried({ text: commandLine }),
    },
    {
      name: 'outbound transfer, by the command',
      leg: transferLeg,
      role: 'follows',
      identity: 'actor',
      from: {
        kind: 'events',
        route: [{ product: 'linux', category: 'process_creation' }],
        where: all(isProgram(transferTools), sendsOutside),
      },
      key: onHost,
      values: carried({ text: commandLine }),
    },
    {
      name: 'outbound transfer, by the flow log',
      leg: transferLeg,
      role: 'follows',
      identity: 'place',
      from: {
        kind: 'events',
        route: [{ sources: ['vpc-flow'], product: 'aws', service: 'vpcflow' }],
        where: all(
          exists('destination.ip'),
          isOutside,
          not(isOneOf('aws.vpcflow.action', ['REJECT'])),
          not(isOneOf('network.direction', ['ingress'])),
          not(isNameOrTime),
          isOpenedHere,
          test(ecs('network.bytes'), { is: 'number', compare: '>=', to: leastBytes, numericText: false }),
        ),
      },
      key: onHostOrAddress,
      values: carried({ users: constant(null), session: constant(null), started: ecs('event.start') }),
    },
  ];
}

const isOutside: Predicate = not(test(ecs('destination.ip'), { is: 'cidr', networks: insideNetworks }));
const isInbound: Predicate = isOneOf('network.direction', ['ingress', 'inbound']);
const isNameOrTime: Predicate = test(ecs('destination.port'), {
  is: 'equal',
  texts: ['53', '123', '853'],
  case: 'sensitive',
  asText: 'scalars',
});

/** A tool for it, or a program that lies where none is installed. */
const isCarrier: Predicate = any(
  isProgram(transferTools),
  all(
    matches('process.executable', '^(?:/tmp|/var/tmp|/dev/shm|/run/user|/home)/|/\\.[^/]+(?:/|$)'),
    // There it is a client, and speaks to its database.
    not(isOneOf('destination.port', databasePorts)),
  ),
);

/** Who opened a connection has the higher port; answers to others' connections are no transfer of ours. */
const isOpenedHere: Predicate = {
  op: 'compare',
  left: ecs('source.port'),
  compare: '>',
  right: ecs('destination.port'),
  case: 'sensitive',
};

/** An address of a private network, a name without a dot, or one in a private domain. */
const insideName = [
  '(?:10|127)\\.[\\d.]+',
  '(?:192\\.168|169\\.254|172\\.(?:1[6-9]|2\\d|3[01]))\\.[\\d.]+',
  '[\\w-]+',
  '[\\w.-]+\\.(?:internal|local|localdomain|lan|corp|intra|intranet|private|home\\.arpa)',
].join('|');

/** `scp x backup.internal:/srv/`, and `curl -T x http://10.1.2.3/`. */
const goesInside: Predicate = any(
  matches('process.command_line', `://(?:[^/@\\s]*@)?(?:${insideName})(?:[:/\\s]|$)`),
  matches('process.command_line', `\\s(?:[\\w.-]+@)?(?:${insideName}):(?:/?[^/]|/?$)`),
);

const uploads: Predicate = matches(
  'process.command_line',
  [
    '\\s(?:-T|--upload-file|-F|--form|--data-binary|--data|-d)[\\s=]*\\S.*://',
    '://.*\\s(?:-T|--upload-file|-F|--form|--data-binary|--data|-d)[\\s=]*\\S',
    '\\s--(?:post|body)-file[\\s=]',
    '^(?:\\S*/)?(?:scp|rsync|sftp)\\s.{0,500}\\s[\\w.@-]+:',
  ].join('|'),
);

/** An upload by the words of a command: to a bucket, to a remote of rclone, or to any place that is not inside. */
const sendsOutside: Predicate = any(
  matches('process.command_line', '\\b(?:cp|sync|mv|put|rsync)\\b.{0,500}\\s(?:s3|gs|az|b2)://'),
  all(
    isProgram(['rclone']),
    matches('process.command_line', '\\s(?:copy|sync|move|copyto|rcat)\\s.{0,500}\\s?[\\w-]{2,}:'),
  ),
  all(uploads, not(goesInside)),
);
