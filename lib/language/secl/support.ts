import type { SupportRow, SupportTable } from '../text/index.ts';
import { knownFields } from './fields.ts';
import { agentVersion } from './platform.ts';

const yes = (feature: string, note = ''): SupportRow => ({ feature, support: 'yes', note });
const no = (feature: string, note: string): SupportRow => ({ feature, support: 'no', note });
const differs = (feature: string, note: string): SupportRow => ({ feature, support: 'differs', note });
const read = (feature: string, note: string): SupportRow => ({ feature, support: 'read', note });

/** What weir makes of Datadog's policies, for docs/languages.md. */
export const seclSupport: SupportTable = {
  title: 'Datadog SECL',
  authority: 'Workload Protection’s agent expressions, as the open agent evaluates them',
  sections: [
    {
      title: 'Expressions',
      rows: [
        yes('`&&` `||` `and` `or`', 'equal precedence, to the right'),
        yes('`!` `not`'),
        yes('`==` `!=` `<` `<=` `>` `>=`', 'on an array, any member; `!=` means that none is equal'),
        yes(
          '`=~` `!~` and globs `~""`',
          'in paths `*` stays within a segment and `**` crosses them; elsewhere both cross',
        ),
        yes('`in` `not in` `allin`', 'plain texts in a list are literal'),
        yes('regexes `r""`', 'Go’s syntax, in linear time; refused: `\\C`, the flag `U`'),
        yes('addresses and networks', 'IPv4 and IPv6'),
        yes('durations', 'a time compared with one is its age when the event happened'),
        yes('`+` `-` `&` `|` `^`, unary `-` `^`', '64-bit'),
        yes('constants', 'Linux’s values; an unknown name is an error'),
        yes('`.length`'),
        differs('`process.ancestors.*`', 'those that a log names: the parent and its parent'),
        yes('iterators `process.ancestors[A]`', 'one ancestor for each letter, with which the whole expression holds'),
        yes('a field without a value', '`""`, 0 or false, by its type'),
        no(
          'fields that no log source supplies',
          'what asks for one never holds, nor does its negation; a rule that needs it is not evaluable, and it is named',
        ),
        yes('event types', 'by log source category, and by system call where a source tells it'),
        differs('`event.origin` `event.source`', '`"ebpf"` and `"runtime"`: weir stands where that agent would'),
      ],
    },
    {
      title: 'Fields',
      rows: [
        yes(
          'that logs supply',
          knownFields()
            .map(name => `\`${name}\``)
            .join(' '),
        ),
        yes('`process.` also as `exec.` `exit.` `process.parent.` `process.ancestors.`', '`*` is any event type'),
        yes('`fim.write.…`', 'as `write.…`'),
      ],
    },
    {
      title: 'Policies',
      rows: [
        yes('macros', 'of the same file; one that uses itself is an error'),
        yes('filters on `os`'),
        read('filters on the kernel', 'logs do not tell it; taken as given, with a note'),
        differs('`agent_version`', `weir follows ${agentVersion.join('.')}; rules for other agents are not evaluable`),
        yes('`silent`', 'feeds other rules only'),
        yes('`every`', 'how long matches merge'),
        yes('tags', 'tactics and techniques to ATT&CK'),
        yes('templates `{{ @field }}`', 'in descriptions, from the event'),
        no('actions other than `set`', 'weir watches and does not act'),
      ],
    },
    {
      title: 'Variables',
      rows: [
        yes(
          'scopes cgroup, container and process, and unscoped',
          'under host and scope, or where one rule has several, in one state of the host; a group without a container is the host’s',
        ),
        yes('`set` with `field`, `expression`, `value`, `append`, `ttl`, `size`, `default_value`, `filter`'),
        differs('no `ttl`', 'forgotten after a day: state must end'),
        differs(
          '`inherited`',
          'along the ancestors that events name: the parent, its parent, and theirs as events tell',
        ),
        no('`scope_field`', 'the process that it means is told by no log; the rule is not evaluable'),
        no('variables set by what no log supplies', 'the rule that reads one is not evaluable'),
        differs('`${builtins.uuid4}`', 'the event’s own id: findings must not depend on chance'),
      ],
    },
  ],
};
