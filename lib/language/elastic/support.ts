import type { SupportRow } from '../text/index.ts';

const yes = (feature: string, note = ''): SupportRow => ({ feature, support: 'yes', note });
const no = (feature: string, note: string): SupportRow => ({ feature, support: 'no', note });
const differs = (feature: string, note: string): SupportRow => ({ feature, support: 'differs', note });

/** What weir reads of Elastic's rule files, for docs/languages.md. */
export const elasticSupport: readonly SupportRow[] = [
  yes('TOML of Elastic’s repository, NDJSON exports of Kibana', 'exception items of the same export apply'),
  yes('`eql`, `query`'),
  differs('`threshold`', 'in a window that slides over the look-back, not once per run'),
  differs(
    '`new_terms`',
    'the first day is only learned from, and what was new not for the seven days after it (rules.baselineFreezeDays); the history is of whole days, at most 30',
  ),
  differs(
    '`threat_match`',
    'against lists under `values` in weir.yml named for the indicator fields, read when the rules are built; one field to one indicator',
  ),
  no('`esql`, `machine_learning`, `saved_query`, Lucene’s query language', 'not evaluable'),
  yes('building blocks', 'raise no findings of their own'),
  yes('`alert_suppression`', 'without it, one finding per entity and hour'),
  yes('`severity`, `risk_score`, `threat`, `note`, `false_positives`, `references`, `investigation_fields`'),
  no('`severity_mapping`, `risk_score_mapping`, `rule_name_override`', 'the rule’s own severity, score and name hold'),
  yes(
    '`filters`',
    '`match_all` `exists` `term` `terms` `match` `match_phrase` `prefix` `wildcard` `range` `bool`; others are errors',
  ),
  yes('`index`, `event.dataset`, `host.os.type`', 'choose the log sources'),
];
