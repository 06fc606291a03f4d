import type { Predicate, Value } from '../../../ir/index.ts';
import type { ParameterValues } from '../template.ts';
import { unusualParents } from './programs.ts';
import { all, any, call, constant, ecs, isListed, isOneOf, isProgram, not, test, when } from './terms.ts';

/** Who runs a client, as the analytic's mutable elements and weir.yml know them. */
export interface Who {
  /** On either list: nothing unusual by itself. */
  readonly isExpected: Predicate;
  readonly isUnusual: Predicate;
  /** Why it is unusual, in words. */
  readonly reasons: Value;
}

/** `user`: the field that names the account, of the operating system or of the database. */
export function whoRuns(parameters: ParameterValues, windows: ReadonlySet<string>): Who {
  const isAdmin = named(['user.name', 'user.id', 'user.audit.name', 'user.audit.id'], 'DatabaseAdmins', parameters);
  const isAllowed = named(['user.name', 'user.id'], 'AllowedDBClients', parameters);
  const isExpected = any(isAdmin, isAllowed);
  // An account for jobs that sits at a terminal is a person in it. Admins are persons.
  const isPersonInAccount = all(isAllowed, not(isAdmin), isInteractive);
  const hasUnusualParent = any(
    isProgram(unusualParents, 'process.parent'),
    isOneOf('process.parent.parent.name', unusualParents),
  );
  const isOutsideWindows = outsideWindows(parameters.list('AllowedWindows'), windows);
  const causes: readonly (readonly [Predicate, Value])[] = [
    [not(isExpected), constant('neither in DatabaseAdmins nor in AllowedDBClients')],
    [isPersonInAccount, constant('an account for jobs, used at a terminal')],
    [hasUnusualParent, call('concat', constant('started by '), ecs('process.parent.name'))],
    ...(isOutsideWindows === null
      ? []
      : [[all(isExpected, isOutsideWindows), constant('outside the allowed windows')] as const]),
  ];
  return {
    isExpected,
    isUnusual: any(...causes.map(([cause]) => cause)),
    reasons: call('array', ...causes.map(([cause, words]) => when(cause, words))),
  };
}

/** By the rule's own parameter and by the list of that name in `values` of weir.yml. */
function named(fields: readonly string[], list: string, { list: listOf }: ParameterValues): Predicate {
  return any(...fields.flatMap(field => [isOneOf(field, listOf(list)), isListed(field, list)]));
}

const isInteractive: Predicate = test(ecs('process.interactive'), { is: 'boolean', to: true });

/** Null where weir.yml has no window of these names: then every hour is allowed. */
function outsideWindows(names: readonly string[], windows: ReadonlySet<string>): Predicate | null {
  const known = names.filter(name => windows.has(name));
  if (known.length === 0) return null;
  const time: Value = { op: 'event', what: 'time' };
  return not(any(...known.map((window): Predicate => ({ op: 'in-window', window, time }))));
}
