import { type KeyPart, linkedValues, type Value } from '../../../ir/index.ts';
import { call, constant, ecs, firstOf } from './terms.ts';

type Carried = Readonly<Partial<Record<(typeof linkedValues)[number], Value>>>;

/** What every input tells of its event; what it cannot tell is nothing. */
export function carried(own: Carried): readonly Value[] {
  const told: Carried = { users, session, source: { op: 'event', what: 'source' }, ...own };
  return linkedValues.map(name => told[name] ?? constant(null));
}

const users = call('array', ecs('user.name'), ecs('user.id'), ecs('user.audit.name'), ecs('user.audit.id'));

/** Sessions of different makers are told apart: an audit session and a session leader's number say different things. */
const session = firstOf(
  call('concat', constant('login '), ecs('auditd.session')),
  call('concat', constant('leader '), ecs('process.session_leader.entity_id')),
  call('concat', constant('leader '), ecs('process.session_leader.pid')),
);

/** A machine, by the one name that all sources come to; where nothing names it, by where its log lies. */
export const onHost: readonly KeyPart[] = [
  {
    name: 'host',
    value: firstOf(ecs('host.id'), ecs('host.name'), ecs('aws.cloudwatch.log_stream'), ecs('log.file.path')),
    missing: 'drop',
  },
];

/**
 * A machine by its name and by an address at once: a flow log may know nothing but addresses, and a database's audit log
 * knows its clients by nothing else.
 */
export const onHostOrAddress: readonly KeyPart[] = [
  { name: 'host', value: call('array', ecs('host.id'), ecs('source.ip')), missing: 'drop', each: true },
];
