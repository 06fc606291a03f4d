import { describe, expect, it } from 'vitest';
import { itemRule, ruleWith, said } from './compiled.ts';

const correlation = (body: string) =>
  `title: C\nid: c\ncorrelation:\n${body.replace(/^/gm, '  ')}\n---\ntitle: R\nid: r\nname: rule_r\nlogsource: {product: linux}\ndetection:\n  s: {A: a}\n  condition: s\n`;
const filter = (body: string) =>
  `title: R\nid: r\nlogsource: {product: linux, category: process_creation}\ndetection:\n  s: {A: a}\n  condition: s\n---\ntitle: F\nlogsource: {product: linux}\nfilter:\n${body.replace(/^/gm, '  ')}\n`;

describe('what is wrong is said at its place', () => {
  it.each([
    {
      name: 'an unknown modifier',
      text: itemRule('A|containz: x'),
      is: '6:7 error unknown modifier "containz"; did you mean "contains"? [unknown-modifier]',
    },
    {
      name: 'a modifier that is the second',
      text: itemRule('A|contains|al: [x, y]'),
      is: '6:16 error unknown modifier "al"; did you mean "all"? [unknown-modifier]',
    },
    {
      name: 're after another',
      text: itemRule("A|contains|re: 'x'"),
      is: '6:20 error re must be the first modifier, and stands after contains [modifier-misuse]',
    },
    { name: 'a flag without re', text: itemRule('A|i: x'), is: '6:10 error i is a flag of re [modifier-misuse]' },
    {
      name: 'a number that is none',
      text: itemRule('A|gt: many'),
      is: '6:11 error > takes a number [modifier-misuse]',
    },
    {
      name: 'a network that is none',
      text: itemRule('A|cidr: 10.0.0.0/40'),
      is: '6:13 error "10.0.0.0/40" is no IP network [modifier-misuse]',
    },
    {
      name: 'exists with text',
      text: itemRule('A|exists: maybe'),
      is: '6:15 error exists takes true or false [modifier-misuse]',
    },
    {
      name: 'wildcards under base64',
      text: itemRule("A|base64: 'a*'"),
      is: '6:15 error a value with wildcards cannot be encoded [modifier-misuse]',
    },
    {
      name: 'a single byte anywhere in base64',
      text: itemRule('A|base64offset|contains: x'),
      is: '6:30 error a single byte cannot be recognised inside of encoded text [modifier-misuse]',
    },
    {
      name: 'an hour with text',
      text: itemRule('A|hour: noon'),
      is: '6:13 error hour takes a whole number [modifier-misuse]',
    },
    { name: 'a broken regex', text: itemRule("A|re: '(x'"), is: '6:11 error a ( is never closed [invalid-regex]' },
    {
      name: 'look-around',
      text: itemRule("A|re: 'a(?!b)'"),
      is: '6:11 error look-around is not supported [invalid-regex]',
    },
    { name: 'an empty list', text: itemRule('A: []'), is: '6:8 error "A" has no values [empty-list]' },
    {
      name: 'a map as value',
      text: itemRule('A: {b: c}'),
      is: '6:8 error a value of "A" must be plain, not a map [nested-value]',
    },
    {
      name: 'array matching of Sigma 3',
      text: itemRule('A[any]: x'),
      is: '6:5 error matching of array members needs sigma-version 3, which is not supported [array-matching]',
    },
    {
      name: 'exists of a keyword',
      text: itemRule("'|exists': true"),
      is: '6:16 error this modifier needs a field; a keyword is text to search for [keyword]',
    },
    {
      name: 'an empty search',
      text: ruleWith('s: {}\ncondition: s'),
      is: '5:6 error this search holds nothing [empty-search]',
    },
    { name: 'no condition', text: ruleWith('s: {A: a}'), is: '5:3 error there is no condition [missing-condition]' },
    {
      name: 'a misspelt condition',
      text: ruleWith('s: {A: a}\nconditon: s'),
      is: 'error there is no condition; is "conditon" meant to be it? [missing-condition]',
    },
    { name: 'no search', text: ruleWith('condition: s'), is: 'error there is no search [no-search]' },
    {
      name: 'a condition that breaks off',
      text: ruleWith('s: {A: a}\ncondition: s and'),
      is: '6:19 error the condition ends too early [condition-syntax]',
    },
    {
      name: 'a condition that runs on',
      text: ruleWith('s: {A: a}\ncondition: s s'),
      is: '6:16 error unexpected "s" [condition-syntax]',
    },
    {
      name: 'an open parenthesis',
      text: ruleWith("s: {A: a}\ncondition: '(s'"),
      is: '6:15 error this ( is never closed [condition-syntax]',
    },
    {
      name: 'an unknown search',
      text: ruleWith('selection: {A: a}\ncondition: selectoin'),
      is: '6:14 error no search is called "selectoin"; did you mean "selection"? [unknown-search]',
    },
    {
      name: 'a pattern that fits nothing',
      text: ruleWith('s: {A: a}\ncondition: 1 of filter_*'),
      is: '6:14 error no search fits "filter_*" [unknown-search]',
    },
    {
      name: 'a wildcard without a count',
      text: ruleWith('s_a: {A: a}\ncondition: s_*'),
      is: '6:14 error no search is called "s_*" [unknown-search]',
    },
    {
      name: 'a bad level',
      text: `${itemRule('A: a')}level: hihg\n`,
      is: '8:8 error unknown level "hihg"; did you mean "high"? [unknown-level]',
    },
    {
      name: 'a newer version',
      text: `${itemRule('A: a')}sigma-version: 3\n`,
      is: '8:16 error sigma-version 3 is newer than 2.1.0, the newest that this version of weir reads [sigma-version]',
    },
    {
      name: 'an unknown taxonomy',
      text: `${itemRule('A: a')}taxonomy: ocsf\n`,
      is: '8:11 error the taxonomy "ocsf" is not known [unknown-taxonomy]',
    },
    {
      name: 'no title',
      text: itemRule('A: a').replace('title: Test\n', ''),
      is: '1:1 error the rule has no title [missing-title]',
    },
    {
      name: 'no log source',
      text: itemRule('A: a').replace(/logsource.*\n/, ''),
      is: 'error the rule names no log source [missing-logsource]',
    },
    {
      name: 'a misspelt log source',
      text: itemRule('A: a').replace('product:', 'prodcut:'),
      is: '3:12 error none of product, service and category is given; did you mean "product"? [missing-logsource]',
    },
    {
      name: 'an unknown key of weir',
      text: `${itemRule('A: a')}weir: {supress: off}\n`,
      is: '8:8 error unknown key "supress" in weir; did you mean "suppress"? [weir-block]',
    },
    {
      name: 'a bad period',
      text: `${itemRule('A: a')}weir: {suppress: {for: soon}}\n`,
      is: '8:24 error "soon" is no time span [suppress]',
    },
    {
      name: 'the same id twice',
      text: `${itemRule('A: a')}---\n${itemRule('B: b')}`,
      is: '10:5 error the id test-id is that of rule.yml:2 too [duplicate-id]',
    },
    {
      name: 'the old near',
      text: ruleWith("s: {A: a}\ncondition: 's | near t'"),
      is: '6:18 error the old "| near" is not supported [legacy-near]',
    },
    {
      name: 'an unreadable aggregation',
      text: ruleWith("s: {A: a}\ncondition: 's | count() over 5'"),
      is: '6:18 error this aggregation cannot be read [legacy-aggregation-syntax]',
    },
    {
      name: 'an aggregation without a timeframe',
      text: ruleWith("s: {A: a}\ncondition: 's | count() > 5'"),
      is: 'error an aggregation needs a timeframe [legacy-aggregation-syntax]',
    },
    {
      name: 'an unknown correlation type',
      text: correlation('type: event_cuont\nrules: [r]\ntimespan: 5m\ncondition: {gte: 3}'),
      is: '4:9 error unknown correlation type "event_cuont"; did you mean "event_count"? [correlation-type]',
    },
    {
      name: 'an unknown rule',
      text: correlation('type: event_count\nrules: [rule_x]\ntimespan: 5m\ncondition: {gte: 3}'),
      is: '5:11 error no rule has the id or name "rule_x"; did you mean "rule_r"? [unknown-rule]',
    },
    {
      name: 'no rules',
      text: correlation('type: event_count\ntimespan: 5m\ncondition: {gte: 3}'),
      is: 'error the correlation refers to no rule [correlation-rules]',
    },
    {
      name: 'no timespan',
      text: correlation('type: event_count\nrules: [r]\ncondition: {gte: 3}'),
      is: 'error the correlation has no timespan [timespan]',
    },
    {
      name: 'a bad timespan',
      text: correlation('type: event_count\nrules: [r]\ntimespan: 5min\ncondition: {gte: 3}'),
      is: '6:13 error "5min" is no time span [timespan]',
    },
    {
      name: 'no condition to count against',
      text: correlation('type: event_count\nrules: [r]\ntimespan: 5m'),
      is: 'error event_count needs a condition [correlation-condition]',
    },
    {
      name: 'a count without a field',
      text: correlation('type: value_count\nrules: [r]\ntimespan: 5m\ncondition: {gte: 3}'),
      is: '7:14 error value_count needs a field [correlation-condition]',
    },
    {
      name: 'an unknown comparison',
      text: correlation('type: event_count\nrules: [r]\ntimespan: 5m\ncondition: {gt3: 3}'),
      is: '7:15 error unknown key "gt3" in a condition; did you mean "gt"? [correlation-condition]',
    },
    {
      name: 'a correlation of itself',
      text: correlation('type: event_count\nrules: [c]\ntimespan: 5m\ncondition: {gte: 3}'),
      is: '2:5 error the correlation refers to itself, directly or through others [correlation-cycle]',
    },
    {
      name: 'an alias that leaves a rule out',
      text: correlation('type: temporal\nrules: [r, rule_r]\ntimespan: 5m\ngroup-by: [u]\naliases: {u: {r: A}}'),
      is: '8:13 error the alias "u" names no field for rule_r [aliases]',
    },
    {
      name: 'an unknown name in a temporal condition',
      text: correlation('type: temporal\nrules: [r]\ntimespan: 5m\ncondition: r and not s'),
      is: '7:24 error no rule is called "s" [unknown-search]',
    },
    {
      name: 'a document that is no rule',
      text: 'detection:\n- x\n',
      is: '2:1 error this must be a map of named searches and a condition [detection]',
    },
  ])('$name', ({ text, is }) => expect(said(text).join('\n')).toContain(is));
});

describe('likely mistakes are pointed out', () => {
  it.each([
    {
      name: 'a search that is not used',
      text: ruleWith('a: {A: a}\nb: {B: b}\ncondition: a'),
      is: '6:3 warning the search "b" is not used by the condition [dead-selection]',
    },
    {
      name: 'a contradiction',
      text: ruleWith('a: {A: a}\ncondition: a and not a'),
      is: '6:14 warning this condition can never hold [unreachable-condition]',
    },
    {
      name: 'an alternative that contradicts itself',
      text: ruleWith('a: {A: a}\nb: {B: b}\ncondition: a or b and not 1 of b*'),
      is: '7:14 warning the alternative "b and not 1 of b*" can never hold [unreachable-condition]',
    },
    {
      name: 'more than there are',
      text: ruleWith('a: {A: a}\ncondition: 2 of a*'),
      is: '6:14 warning "2 of a*" can never hold: only 1 fit [unreachable-condition]',
    },
    {
      name: 'a condition that always holds',
      text: ruleWith('a: {A: a}\ncondition: a or not a'),
      is: '6:14 warning this condition always holds, so the rule finds every event of its log source [always-true]',
    },
    {
      name: 'a rule of exceptions only',
      text: ruleWith('a: {A: a}\ncondition: not a'),
      is: '6:14 note this condition holds where none of the searches matches, so the rule finds all events but some [matches-by-default]',
    },
    {
      name: 'no id',
      text: itemRule('A: a').replace('id: test-id\n', ''),
      is: '1:8 warning the rule has no id [missing-id]',
    },
    {
      name: 'null among values',
      text: itemRule("A: ['', null]"),
      is: '6:13 warning null cannot stand in a list of values [null-in-list]',
    },
    {
      name: 'all of one',
      text: itemRule('A|contains|all: x'),
      is: '6:16 warning all does nothing with a single value [all-of-one]',
    },
    {
      name: 'a part of base64 as the whole',
      text: itemRule('A|base64offset: abc'),
      is: '6:7 warning base64offset gives parts of longer encoded text, and a field that is only the part is unlikely [base64offset-alone]',
    },
    {
      name: 'a pattern that explodes elsewhere',
      text: itemRule("A|re: '(a+)+b'"),
      is: '6:11 warning a tool that runs this pattern by backtracking can be stalled by one event; weir runs it in linear time [redos]',
    },
    {
      name: 'a misspelt field',
      text: itemRule('ComandLine: a'),
      is: '6:5 note Sigma\'s taxonomy has no field "ComandLine"; did you mean "CommandLine"? [unknown-field]',
    },
    {
      name: 'a misspelt log source',
      text: itemRule('A: a').replace('windows', 'windos'),
      is: '3:12 note the product "windos" is not among Sigma\'s; did you mean "windows"? [unknown-logsource]',
    },
    {
      name: 'a misspelt key',
      text: `${itemRule('A: a')}falsepositivs: [x]\n`,
      is: '8:1 note the key "falsepositivs" means nothing here; did you mean "falsepositives"? [unknown-key]',
    },
    {
      name: 'an unknown status',
      text: `${itemRule('A: a')}status: stabel\n`,
      is: '8:9 warning unknown status "stabel"; did you mean "stable"? [unknown-status]',
    },
    {
      name: 'an unknown relation',
      text: `${itemRule('A: a')}related: [{id: x, type: similiar}]\n`,
      is: '8:25 warning unknown relation "similiar"; did you mean "similar"? [related]',
    },
    {
      name: 'a filter of the wrong polarity',
      text: filter('rules: [r]\nadm: {User: adm}\ncondition: adm'),
      is: 'warning this filter keeps only the events that it describes, and every rule it names finds nothing else [filter-polarity]',
    },
    {
      name: 'a filter for an unknown rule',
      text: filter('rules: [q]\nadm: {User: adm}\ncondition: not adm'),
      is: 'warning no rule has the id or name "q"',
    },
    {
      name: 'a filter of another log source',
      text: filter('rules: [r]\nadm: {User: adm}\ncondition: not adm').replace(
        '{product: linux}',
        '{product: windows}',
      ),
      is: 'warning the filter\'s log source does not include that of "r", so it is not applied there [filter-target]',
    },
    {
      name: 'an aggregation in a condition',
      text: ruleWith("s: {A: a}\ntimeframe: 5m\ncondition: 's | count() by A > 5'"),
      is: '7:14 note aggregation in a condition is deprecated since Sigma 2 [legacy-aggregation]',
    },
    {
      name: 'no percentile',
      text: correlation('type: value_percentile\nrules: [r]\ntimespan: 5m\ncondition: {field: A, lte: 1}'),
      is: '7:14 note no percentile is given, so it is the median (50) [percentile]',
    },
  ])('$name', ({ text, is }) => expect(said(text).join('\n')).toContain(is));
});

it('a rule without faults is passed over in silence', () => {
  expect(said(`${itemRule("CommandLine|contains: 'mysqldump '")}level: high\nstatus: test\n`)).toEqual([]);
});
