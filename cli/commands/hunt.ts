import { bundleSettings } from '../../lib/build/index.ts';
import { bundleRules } from '../../lib/engine/index.ts';
import type { LogEvent } from '../../lib/event/index.ts';
import type { Rule } from '../../lib/ir/index.ts';
import { languages } from '../../lib/language/index.ts';
import { renderDiagnostic } from '../../lib/language/text/index.ts';
import { hunt as huntEvents, isHuntable, mappedFields } from '../../lib/pipeline/index.ts';
import { defaultEcsFields, ecsEvents, fieldTables } from '../../lib/sources/index.ts';
import { type Command, type ExitCode, shared } from '../command.ts';
import { allLogs } from '../detection/all-logs.ts';
import { placeOf } from '../detection/places.ts';
import { readEvents } from '../detection/read-events.ts';
import { openSession } from '../detection/session.ts';
import { type HuntLine, huntText } from '../hunt/hunt-line.ts';
import { readConfiguration } from '../rule-set.ts';
import { style } from '../style.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import type { Words } from '../words.ts';

const formats = ['text', 'ndjson'] as const;
const searchable = languages.filter(language => language.compileQuery !== null).map(language => language.name);

export const hunt: Command = {
  name: 'hunt',
  summary: 'run one ad-hoc query of any language over log files',
  operands: 'QUERY FILES|-',
  about:
    'Prints every match, never merged, in the order in which the matches were complete. A query over a window (a Sigma\n' +
    'correlation, an aggregation) prints one line for each result. The three --…-field options are those of Elastic’s EQL\n' +
    'search: with any of them, FILES are JSON documents that are read by these fields.',
  options: [
    { name: 'language', takes: 'NAME', choices: searchable, says: 'the language of QUERY' },
    { name: 'format', takes: 'FORMAT', choices: formats, default: 'text', says: 'how to print matches' },
    { name: 'source', takes: 'NAME', says: 'read every log as this source instead of recognising it' },
    { name: 'timestamp-field', takes: 'FIELD', says: 'EQL: when an event happened; default @timestamp' },
    { name: 'tiebreaker-field', takes: 'FIELD', says: 'EQL: the order of events of one time' },
    { name: 'event-category-field', takes: 'FIELD', says: 'EQL: the category of an event; default event.category' },
    shared.config,
  ],
  examples: [
    { line: `weir hunt --language eql 'process where process.name == "curl"' events.ndjson`, says: 'one event each' },
    { line: `weir hunt --language sigma '{CommandLine|contains: mysqldump}' falco.ndjson`, says: 'fields and values' },
  ],
  run: runHunt,
};

async function runHunt(words: Words, terminal: Terminal): Promise<ExitCode> {
  const paint = style(terminal.colour);
  const [query, ...files] = words.operands;
  if (query === undefined) throw new UsageError('weir hunt needs a query and files', 'see: weir hunt --help');
  if (words.text('language') === '')
    throw new UsageError('weir hunt needs --language', `one of: ${searchable.join(', ')}`);
  const { config } = readConfiguration(words.text('config'), terminal);
  const now = Date.now() * 1000;
  const logs = await allLogs(files, terminal, now);
  const settings = bundleSettings(config);
  const named = elasticFields(words);
  const events =
    named === null ? await readEvents(logs, config, words.text('source'), now) : ecsEvents(logs, named, settings);
  const tables = Object.values(fieldTables);
  const compiled = languages
    .find(language => language.name === words.text('language'))
    ?.compileQuery?.(query, { values: config.values, exceptions: {}, knowsField: mappedFields(events, tables) });
  for (const diagnostic of compiled?.diagnostics ?? []) terminal.say(renderDiagnostic(diagnostic, query));
  const rule = compiled?.rule ?? null;
  if (rule === null) return 1;

  const print = async (line: HuntLine) => {
    terminal.print(words.choice('format', formats) === 'ndjson' ? JSON.stringify(line) : huntText(line, paint));
    await terminal.drained();
  };
  let failed = false;
  if (isHuntable(rule.detection)) {
    const { matches, errors } = huntEvents(rule, events, tables, settings);
    for (const { key, events } of matches) await print({ key, events: events.map(placeOf), texts: events.map(textOf) });
    for (const { error } of errors.slice(0, 3)) terminal.say(`${paint.red('not evaluated:')} ${error.message}`);
    failed = errors.length > 0;
  } else for (const line of await windowed(rule)) await print(line);
  return failed ? 1 : 0;

  /** Decided as when it is deployed, with one finding for each result. */
  async function windowed(rule: Rule): Promise<readonly HuntLine[]> {
    const session = openSession({
      bundle: bundleRules([{ rule, staged: false }], settings),
      source: words.text('source'),
      now,
    });
    await session.feed(logs);
    await session.close();
    const byPlace = new Map(events.map(event => [JSON.stringify(placeOf(event)), textOf(event)]));
    return session.active().map(({ row, events }) => ({
      key: Object.values(row.finding.entity),
      events,
      texts: events.map(place => byPlace.get(JSON.stringify(place)) ?? ''),
      measures: row.finding.details,
    }));
  }
}

function textOf(event: LogEvent): string {
  return event.text;
}

/** Null where none of the options is given: logs are then read by their sources. */
function elasticFields(words: Words) {
  const given = ['timestamp-field', 'tiebreaker-field', 'event-category-field'].filter(name => words.text(name) !== '');
  if (given.length === 0) return null;
  if (words.text('language') !== 'eql') throw new UsageError(`--${given[0]} is for --language eql`);
  return {
    timestampField: words.text('timestamp-field') || defaultEcsFields.timestampField,
    tiebreakerField: words.text('tiebreaker-field') || defaultEcsFields.tiebreakerField,
    eventCategoryField: words.text('event-category-field') || defaultEcsFields.eventCategoryField,
  };
}
