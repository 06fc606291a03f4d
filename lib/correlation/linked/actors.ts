import type { LinkedHit } from './linked-hit.ts';

/** Whoever began acts in one place, under all names that the hits give them. */
export interface Actor {
  /** '' where nobody is named. */
  readonly name: string;
  readonly users: ReadonlySet<string>;
  readonly sessions: ReadonlySet<string>;
  /** In event order. */
  readonly begins: readonly LinkedHit[];
}

/** Hits that share any name or id are one actor's: one source says `jdoe`, another 3004, a third both. */
export function actorsOf(begins: readonly LinkedHit[]): readonly Actor[] {
  const parents = new Map<string, string>();
  const root = (id: string): string => {
    let at = id;
    for (let above = parents.get(at); above !== undefined && above !== at; above = parents.get(at)) at = above;
    return at;
  };
  for (const { users } of begins) {
    const [first = ''] = users;
    for (const user of users) parents.set(root(user), root(first));
  }
  const groups = new Map<string, LinkedHit[]>();
  for (const begin of begins) {
    const id = root(begin.users[0] ?? '');
    const known = groups.get(id);
    if (known === undefined) groups.set(id, [begin]);
    else known.push(begin);
  }
  return [...groups.values()].map(members => ({
    name: nameOf(members),
    users: new Set(members.flatMap(({ users }) => users)),
    sessions: new Set(members.map(({ session }) => session).filter(session => session !== '')),
    begins: members,
  }));
}

/** A name rather than a number, and of several the first in the alphabet: the finding's id must not depend on order. */
function nameOf(members: readonly LinkedHit[]): string {
  const names = [...new Set(members.map(({ actor }) => actor))].sort();
  return names.find(name => /\D/.test(name)) ?? names[0] ?? '';
}
