import type { JsonValue } from '../event/index.ts';
import { cleanLine } from './clean-text.ts';
import { showValue } from './show-value.ts';

/** A term that is new, part by part, and what was seen in place of one of its parts. */
export interface Novelty {
  readonly names: readonly string[];
  readonly values: readonly JsonValue[];
  readonly historyDays: number;
  /** The day since when it comes without being learned from; '' where it never came before. */
  readonly newSince: string;
  /** Most days first. */
  readonly instead: readonly { readonly part: number; readonly value: JsonValue; readonly days: number }[];
}

/** In a person's words: "First time `deploy` ran `psql` under `sshd` on `db-3` in 30 days; seen on 28 days under `cron`." */
export function noveltyText({ names, values, historyDays, newSince, instead }: Novelty): string {
  const roles = names.map(roleOf);
  const inOrder = values
    .map((value, part) => ({ role: roles[part] ?? others, value, name: names[part] ?? '' }))
    .sort((a, b) => a.role.place - b.role.place);
  const kinds = new Set(roles.map(role => role.kind));
  const told = inOrder.map(({ role, value, name }) => role.says(shown(value), name, kinds)).join(' ');
  const span = historyDays === 1 ? 'a day' : `${historyDays} days`;
  const novelty =
    newSince === ''
      ? `First time ${roles.some(({ isSubject }) => isSubject) ? told : `seen ${told}`} in ${span}`
      : `New since ${newSince} and not learned from yet: ${told}`;
  const seen = instead
    .slice(0, mostNamed)
    .map(({ part, value, days }, index) => {
      const on = days === 1 ? 'on 1 day' : `on ${days} days`;
      return `${index === 0 ? 'seen ' : ''}${on} ${(roles[part] ?? others).instead(shown(value), names[part] ?? '')}`;
    })
    .join(', ');
  return `${novelty}${seen === '' ? '' : `; ${seen}`}.`;
}

const mostNamed = 3;
const longestValue = 80;

function shown(value: JsonValue): string {
  const text = cleanLine(showValue(value));
  return `\`${text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text}\``;
}

interface Role {
  readonly kind: string;
  /** Its place in the sentence. */
  readonly place: number;
  readonly isSubject: boolean;
  readonly says: (value: string, name: string, kinds: ReadonlySet<string>) => string;
  readonly instead: (value: string, name: string) => string;
}

function preposition(kind: string, place: number, word: string): Role {
  const says = (value: string) => `${word} ${value}`;
  return { kind, place, isSubject: false, says, instead: says };
}

const user: Role = {
  kind: 'user',
  place: 0,
  isSubject: true,
  says: (value, _, kinds) => (kinds.has('program') || kinds.has('action') ? value : `${value} was seen`),
  instead: value => `by ${value}`,
};
const program: Role = {
  kind: 'program',
  place: 1,
  isSubject: true,
  says: (value, _, kinds) => (kinds.has('user') ? `ran ${value}` : `${value} ran`),
  instead: value => `running ${value}`,
};
const action: Role = {
  kind: 'action',
  place: 2,
  isSubject: true,
  says: (value, _, kinds) => (kinds.has('user') ? `did ${value}` : `${value} was done`),
  instead: value => `doing ${value}`,
};
const others: Role = {
  kind: 'other',
  place: 9,
  isSubject: false,
  says: (value, name) => `with ${name} ${value}`,
  instead: (value, name) => `with ${name} ${value}`,
};

/** The first that fits a field's ECS name. */
const roles: readonly { readonly fits: RegExp; readonly role: Role }[] = [
  { fits: /^process\.parent\./, role: preposition('parent', 3, 'under') },
  { fits: /^process\.(?:name|executable|command_line|args)$/, role: program },
  { fits: /^(?:user|client\.user|source\.user)\.(?:name|id|email)$|^aws\.cloudtrail\.user_identity\./, role: user },
  { fits: /^event\.action$/, role: action },
  { fits: /^(?:host|agent|observer)\.(?:id|name|hostname|ip)$|^cloud\.instance\./, role: preposition('host', 4, 'on') },
  { fits: /^container\./, role: preposition('container', 5, 'in container') },
  { fits: /^(?:source|client)\./, role: preposition('source', 6, 'from') },
  { fits: /^(?:destination|server)\./, role: preposition('destination', 7, 'to') },
];

function roleOf(name: string): Role {
  return roles.find(({ fits }) => fits.test(name))?.role ?? others;
}
