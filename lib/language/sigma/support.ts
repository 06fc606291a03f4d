import type { SupportRow, SupportTable } from '../text/index.ts';
import { modifiers } from './modifiers.ts';

const full = (feature: string, note: string): SupportRow => ({ feature, support: 'yes', note });
const read = (feature: string, note: string): SupportRow => ({ feature, support: 'read', note });
const refused = (feature: string, note: string): SupportRow => ({ feature, support: 'no', note });

/** Everything that the specification names, and what goes beyond it. */
export const support: SupportTable = {
  title: 'Sigma',
  authority: 'the Sigma specification, version 2.1.0 (rules, correlations, filters, modifiers, taxonomy, tags)',
  sections: [
    {
      title: 'Rules',
      rows: [
        full('`title`', 'the finding’s title; a rule without one is an error'),
        full(
          '`id`',
          'what findings and state are keyed by; without one the name or the title stands in, with a warning; the same id twice is an error',
        ),
        full('`name`', 'a second way to refer to the rule'),
        read('`related`', 'ids and relations are checked; `weir check --compare` holds such rules against each other'),
        full('`taxonomy`', '`sigma` (default) and `ecs`; any other is refused by name'),
        full('`status`', 'carried; `rules.statuses` of weir.yml chooses by it'),
        full('`description`, `author`, `references`', 'carried into the finding; a description may hold `{{ field }}`'),
        read('`license`, `date`, `modified`', 'for people'),
        full(
          '`logsource`',
          'product, service and category must not contradict what the event declares; what either leaves out excludes nothing',
        ),
        read('`logsource.definition`', 'for people'),
        full('`fields`', 'shown with the finding'),
        full('`falsepositives`', 'shown with the finding'),
        full(
          '`level`',
          'the finding’s severity; `medium` where a rule has none, a correlation’s the highest of its rules’',
        ),
        full('`tags`', '`attack.*` become ATT&CK tactics and techniques; the others are carried'),
        read('`scope`', 'for people'),
        full(
          'custom fields',
          'allowed; `why`, `level-reason`, `triage` and `response` (text or lists of it, with `{{ field }}`) are shown with the finding',
        ),
        full(
          '`weir: {entity, suppress: {by, for}, values}`',
          'weir’s own: whom a finding is about, how long matches merge into it (`for: off`: one finding per event), and what a placeholder stands for where weir.yml has no list of its name',
        ),
        full('several documents in a file', 'each stands for itself; one that is broken does not cost the others'),
        full(
          '`action: global`, `reset`, `repeat`',
          'the old way to share keys between documents, with a note that it is deprecated',
        ),
        refused('`sigma-version` above 2', 'what a newer rule means is not known here'),
      ],
    },
    {
      title: 'Searches and values',
      rows: [
        full('map', 'all of its fields must match'),
        full('list of maps', 'one of them must match'),
        full('list of texts (keywords)', 'one of them stands in any value of the record, or in the log’s text'),
        full("`'|all'` keywords", 'all of them stand there'),
        full('list of values', 'one of them must match'),
        full(
          'text',
          'without regard to letter case; numbers and booleans are read as their text, so `4625` is `"4625"` and `true` is `"true"`',
        ),
        full('number', 'its value or the way the rule spells it: `0x17` finds `23` and `0x17`'),
        full('`*` and `?`', 'any run of characters, exactly one character'),
        full('`\\*`, `\\?`, `\\\\`', 'escaped; a backslash before anything else is itself'),
        full('`*` alone', 'the field has a value, whatever it is, but not null'),
        full(
          '`null`',
          'the field is missing or null; in a list it works, with a warning that the specification forbids it',
        ),
        full("`''`", 'the field is there and empty, which is not null'),
        full('arrays in events', 'any member may match; two conditions may be met by different members'),
        full('objects in events', 'what is looked for anywhere (`contains`) is looked for in the object’s JSON text'),
        full('field names', 'the vendor’s name first, then ECS through the taxonomy table of the log source'),
        refused('`field[any]` and other array matching', 'a proposal for version 3'),
      ],
    },
    {
      title: 'Modifiers',
      rows: Object.entries(modifiers).map(([name, { meaning }]) => full(`\`${name}\``, meaning)),
    },
    {
      title: 'Regular expressions',
      rows: [
        full(
          '`.` `^` `$` `*` `+` `?` `{n,m}` `[…]` `|` `(…)`',
          'the specification’s subset of PCRE, found anywhere in the text',
        ),
        full('`(?i)`, `(?i:…)`, `(?-i)`, also m and s', 'inline flags, to the end of their group'),
        full(
          '`\\d` `\\w` `\\s` `\\b` `\\A` `\\z` `\\Q…\\E` `\\x41` `\\p{L}` `[[:alpha:]]`',
          'beyond the subset, as PCRE and RE2 have them; `\\s`, `\\w` and `\\d` are ASCII',
        ),
        refused(
          'look-around, back-references, atomic groups, possessive quantifiers',
          'no linear-time engine runs them',
        ),
        full(
          'running time',
          'the native engine runs only what is proven linear, all else a linear-time engine; a pattern that could stall a backtracking tool gets a warning',
        ),
      ],
    },
    {
      title: 'Conditions',
      rows: [
        full(
          '`and`, `or`, `not`, `( )`',
          'binding in this order, from `or` (loosest) to `not`; key words in any letter case',
        ),
        full('`1 of them`, `all of them`', 'all searches but those that begin with `_`'),
        full('`1 of pattern*`, `all of pattern*`', '`*` anywhere in the pattern'),
        full('`N of …`', 'at least N'),
        full('list of conditions', 'one of them must hold'),
        full(
          '`| count() by field > n` with `timeframe`',
          'deprecated: becomes an aggregate, also `count(field)`, `sum`, `min`, `max`, `avg`; a note says how to write it today',
        ),
        refused('`| near`', 'use a `temporal` correlation'),
      ],
    },
    {
      title: 'Correlations',
      rows: [
        full('`event_count`', 'events per group within the sliding `timespan`, both ends included'),
        full('`value_count`', 'distinct values of `condition.field`; of several fields, distinct combinations'),
        full('`value_sum`, `value_avg`', 'over the numbers in `condition.field`'),
        full(
          '`value_percentile`',
          'of the numbers in `condition.field`, at `condition.percentile` (50 where it is left out, with a note)',
        ),
        full('`temporal`', 'all of the rules, or as many as `condition` says, within the timespan'),
        full('`temporal_ordered`', 'in the order of `rules`, each strictly later than the one before'),
        full('`rules`', 'ids or names, of rules or of other correlations; a rule that is not loaded is an error'),
        full('`group-by`', 'the values together are the group; an event that lacks one does not correlate'),
        full('`timespan`', 'a whole number and s, m, h or d'),
        full('`condition`', '`gt`, `gte`, `lt`, `lte`, `eq`, `neq`; several must all hold'),
        full('`aliases`', 'one group under another field name in each rule'),
        full('`generate`', 'without it, rules that a correlation refers to find nothing by themselves'),
        full(
          'chains',
          'an inner finding counts as one event; where the chain groups by other fields than the inner rule, it uses its own group, on a copy of the inner rule',
        ),
        full(
          'extended condition: `a and not b`',
          'beyond the specification, as pySigma has it: for `temporal` and `temporal_ordered`, over the names of rules',
        ),
      ],
    },
    {
      title: 'Filters',
      rows: [
        full('`filter.rules`', 'ids or names of detection rules, or `any`; unknown ones get a warning'),
        full(
          '`filter` searches and `condition`',
          'must hold besides the rule’s own condition (as pySigma reads it): what is to be left out stands under `not`, and a filter without any `not` gets a warning',
        ),
        full('`logsource` of a filter', 'must include that of the rule'),
        full(
          '`tune.RULE.except` of weir.yml',
          'weir’s own: an exception for a rule of any language; what it describes is left out',
        ),
      ],
    },
  ],
};
