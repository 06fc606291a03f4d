import type { SupportRow, SupportTable } from '../text/index.ts';
import { composedFunctions, directFunctions } from './functions.ts';

const yes = (feature: string, note = ''): SupportRow => ({ feature, support: 'yes', note });
const no = (feature: string, note: string): SupportRow => ({ feature, support: 'no', note });
const differs = (feature: string, note: string): SupportRow => ({ feature, support: 'differs', note });
const read = (feature: string, note: string): SupportRow => ({ feature, support: 'read', note });

const scalarFunctions = [...Object.keys(directFunctions), ...Object.keys(composedFunctions)].sort();

/** What weir makes of Kusto, for docs/languages.md. */
export const kustoSupport: SupportTable = {
  title: 'Microsoft Kusto KQL',
  authority: 'Microsoft’s documentation; queries are read by Microsoft’s own parser',
  sections: [
    {
      title: 'Analytics rules',
      rows: [
        yes(
          '`queryFrequency`, `queryPeriod`',
          'run as if at every multiple of the frequency since the epoch, over (tick - period, tick]; what more rows only strengthen is found at once, for the coming tick',
        ),
        yes('`triggerOperator`, `triggerThreshold`', 'on the number of rows; one that no rows fulfil is refused'),
        yes('`entityMappings`', 'the first identifier of each; whom the finding is about'),
        yes('`eventGroupingSettings`', 'AlertPerResult: a finding per entity; else one per run'),
        yes('`suppressionEnabled`, `suppressionDuration`'),
        yes('severity, tactics, techniques'),
        read('`requiredDataConnectors`, `version`, `kind`', ''),
      ],
    },
    {
      title: 'Operators on rows',
      rows: [
        yes('`where` `extend` `project` `project-away` `project-keep` `project-rename` `project-reorder`'),
        yes('`summarize … by`, `distinct`, `count`'),
        yes(
          '`join` of every kind, `lookup`',
          'on equal columns; a column that only one side is known to have is that side’s',
        ),
        yes('`union`'),
        yes('`parse`, `parse-where`', 'simple and regex kinds'),
        yes('`mv-expand`'),
        yes('`sort`, `order`, `top`, `serialize`'),
        yes('`let` of values, lists, rows and functions, `materialize`, `table()`'),
        yes('`in (rows)`', 'a semi join, where it is one of the conditions joined by `and`'),
        yes(
          '`_GetWatchlist()`',
          'the list of that name under `values` in weir.yml is its `SearchKey`, the list `name.Column` another column, row by row',
        ),
        yes(
          '`externaldata`',
          'nothing is downloaded: the list of its address, or of the file’s name without its ending, and `name.Column` for further columns',
        ),
        yes('`datatable`', 'constants'),
        yes(
          'given rows in `in`, `has_any`, `has_all`, semi and anti joins, `toscalar(… make_set())`',
          'a condition on one event',
        ),
        no('given rows that no event made', 'a union with a watchlist, what of it has no partner: refused'),
        no('`take`, `limit`, `sample`', 'any rows would make findings depend on chance'),
        no('`make-series`, `mv-apply`, `evaluate`, `invoke`, `find`, `search`', 'refused with their place'),
      ],
    },
    {
      title: 'Values and conditions',
      rows: [
        yes('`==` `!=` `<` `<=` `>` `>=` `between`', 'numbers also from text'),
        yes('`=~` `!~` `contains` `startswith` `endswith` `has` `hasprefix` `hassuffix`, `_cs` and `!` forms'),
        yes('`has_any` `has_all` `in` `!in` `in~` `!in~`'),
        yes('`matches regex`', 'RE2’s syntax, in linear time'),
        yes('`isempty` `isnotempty` `isnull` `isnotnull` `not`'),
        differs('nothing', 'a missing text is `""`; a missing number fails every comparison but `!=`'),
        yes('paths into dynamic values', 'text on the way is read as JSON'),
        yes('`ago` `now`', 'of the tick; a bound on TimeGenerated as long as the period says nothing'),
        yes('`iff` `iif` `case` `columnifexists` `datetime_diff` `datetime_add` `trim*`'),
        yes('scalar functions', scalarFunctions.map(name => `\`${name}\``).join(' ')),
        yes(
          'aggregates',
          '`count` `countif` `dcount` `dcountif` `sum` `sumif` `avg` `min` `max` `stdev` `variance` `percentile` `make_set` `make_list` `make_bag` `any` `arg_max` `arg_min`',
        ),
        differs('`dcount`', 'exact'),
        no('other functions', 'refused with their place'),
      ],
    },
    {
      title: 'Tables',
      rows: [
        yes(
          'ASIM: FileEvent, ProcessCreate, NetworkSession, Authentication, Dns, RegistryEvent, WebSession',
          '`imX`, `_Im_X`, `_ASim_X`; their filter arguments are not needed',
        ),
        yes(
          '`AWSCloudTrail` `AWSVPCFlow` `AWSGuardDuty` `Syslog` `SecurityEvent` `WindowsEvent` `Event` `DeviceProcessEvents` `DeviceFileEvents` `DeviceNetworkEvents` `DeviceRegistryEvents`',
        ),
        differs('every other table', 'records that say so in a column `Type`, as Log Analytics exports them'),
      ],
    },
  ],
};
