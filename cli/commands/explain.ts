import { type BuiltRule, bundleSettings } from '../../lib/build/index.ts';
import { createContext, createTables, eventRow, isRouted } from '../../lib/engine/index.ts';
import { type LogEvent, microsToIso } from '../../lib/event/index.ts';
import { decodeFile, defaultLimits } from '../../lib/ingest/index.ts';
import { type Leg, legs, type RoutePattern } from '../../lib/ir/index.ts';
import { fieldTables } from '../../lib/sources/index.ts';
import { type Command, type ExitCode, shared } from '../command.ts';
import { allLogs } from '../detection/all-logs.ts';
import { readEvents } from '../detection/read-events.ts';
import { explainPredicate } from '../explain/explain-predicate.ts';
import { plural } from '../plural.ts';
import { type RuleSet, readRuleSet } from '../rule-set.ts';
import { boundsOf, stateText } from '../state-text.ts';
import { type Style, style, visible } from '../style.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import type { Words } from '../words.ts';

const formats = ['text', 'json'] as const;

export const explain: Command = {
  name: 'explain',
  summary: 'why a rule did or did not match an event, predicate by predicate',
  operands: 'RULE EVENT',
  about:
    'RULE is a rule file, or the id of a rule of weir.yml (or of those that ship). EVENT is FILE:LINE, a file with one\n' +
    'event, - for standard input, or the log itself in JSON. A rule of several legs is explained leg by leg; whether they\n' +
    'come together in time is what `weir detect` says.',
  options: [
    { name: 'format', takes: 'FORMAT', choices: formats, default: 'text', says: 'how to print it' },
    { name: 'source', takes: 'NAME', says: 'read the log as this source instead of recognising it' },
    shared.rules,
    shared.config,
  ],
  examples: [{ line: 'weir explain rules/database/host/dump-tool-run.yml falco.ndjson:53', says: 'one line of a log' }],
  run: explainRule,
};

interface ExplainedLeg {
  readonly leg: string;
  readonly matches: boolean;
  readonly routed: boolean;
  readonly route: string;
  readonly predicates: ReturnType<typeof explainPredicate>;
}

async function explainRule(words: Words, terminal: Terminal): Promise<ExitCode> {
  const paint = style(terminal.colour);
  const [named, where, ...rest] = words.operands;
  if (named === undefined || where === undefined || rest.length > 0)
    throw new UsageError('weir explain takes a rule and an event', 'see: weir explain --help');
  const { set, rules } = findRules(named, words, terminal);
  const event = await findEvent(where, set, words, terminal);
  for (const rule of rules) {
    const explained = legsOf(rule).map((leg, position) => explainLeg(leg, position, event, set));
    const matches = explained.some(leg => leg.matches);
    if (words.choice('format', formats) === 'json')
      terminal.print(
        JSON.stringify({
          rule: rule.id,
          title: rule.title,
          event: event.id,
          source: event.source,
          matches,
          legs: explained,
          ...(rule.rule === null ? {} : { state: boundsOf(rule.rule) }),
        }),
      );
    else for (const line of explanation(rule, event, explained, paint)) terminal.print(line);
  }
  return 0;
}

function findRules(named: string, words: Words, terminal: Terminal): { set: RuleSet; rules: readonly BuiltRule[] } {
  const isPath = /[./\\]/.test(named);
  const set = readRuleSet(words.text('config'), isPath ? [named] : words.list('rules'), terminal);
  const { rules } = set.build;
  const found = isPath ? rules : rules.filter(rule => rule.id === named || rule.rule?.meta.name === named);
  if (found.length === 0)
    throw new UsageError(`no rule has the id or name "${named}"`, 'name its file, or give --rules');
  const [broken] = found.filter(rule => rule.rule === null);
  if (broken !== undefined) throw new UsageError(`${broken.path} does not compile`, `see: weir check ${broken.path}`);
  return { set, rules: found };
}

async function findEvent(where: string, set: RuleSet, words: Words, terminal: Terminal): Promise<LogEvent> {
  const now = Date.now() * 1000;
  const [, file = where, line = ''] = /^(.*?):(\d+)$/.exec(where) ?? [];
  const logs = where.startsWith('{') ? literal(where, now) : await allLogs([file], terminal, now);
  const events = await readEvents(logs, set.loaded.config, words.text('source'), now);
  const fitting =
    line === '' ? events : events.filter(({ origin }) => origin.line === +line || origin.lines?.includes(+line));
  const [event, ...others] = fitting;
  if (event === undefined) throw new UsageError(`there is no event at ${where}`);
  if (others.length > 0)
    throw new UsageError(`${where} holds ${plural(fitting.length, 'event')}; name one: ${file}:LINE`);
  return event;
}

function literal(text: string, arrival: number) {
  const context = { file: 'EVENT', arrival, recordId: '', account: '', region: '' };
  return [...decodeFile(Buffer.from(text), context, defaultLimits)].flatMap(decoded =>
    decoded.outcome === 'logs' ? decoded.logs : [],
  );
}

function legsOf({ rule }: BuiltRule): readonly Leg[] {
  return rule === null ? [] : legs(rule.detection);
}

function explainLeg(leg: Leg, position: number, event: LogEvent, { loaded }: RuleSet): ExplainedLeg {
  const name = leg.name === '' ? `alternative ${position + 1}` : leg.name;
  if (leg.from.kind === 'rule')
    return { leg: name, matches: false, routed: false, route: `findings of rule ${leg.from.rule}`, predicates: [] };
  const context = createContext(bundleSettings(loaded.config));
  const row = eventRow(event, createTables(Object.values(fieldTables))(event.source));
  const routed = isRouted(leg.from.route, event);
  const predicates = explainPredicate(leg.from.where, row, context);
  const route = leg.from.route.map(patternText).join(' or ') || 'any';
  return { leg: name, matches: routed && predicates[0]?.holds === true, routed, route, predicates };
}

function patternText({ sources, product, service, category }: RoutePattern): string {
  const parts = [
    ...(sources === undefined ? [] : [`source ${sources.join(' or ')}`]),
    ...(product === undefined ? [] : [`product ${product}`]),
    ...(service === undefined ? [] : [`service ${service}`]),
    ...(category === undefined ? [] : [`category ${category}`]),
  ];
  return parts.length === 0 ? 'any' : parts.join(', ');
}

function* explanation(
  rule: BuiltRule,
  event: LogEvent,
  explained: readonly ExplainedLeg[],
  paint: Style,
): Generator<string> {
  const mark = (holds: boolean) => (holds ? paint.green('✓') : paint.red('✗'));
  const { product, service, categories } = event.logSource;
  yield `${paint.bold(visible(rule.title))}  ${paint.dim(rule.id)}`;
  yield paint.dim(
    `event of source ${event.source} at ${microsToIso(event.time)}: product ${product ?? 'not said'}, service ${service ?? 'not said'}, ` +
      `categories ${categories?.join(', ') ?? 'not said'}`,
  );
  if (rule.rule !== null) yield paint.dim(`state: ${stateText(rule.rule)}`);
  for (const { leg, matches, routed, route, predicates } of explained) {
    yield '';
    yield `${mark(matches)} ${paint.bold(leg)}  ${matches ? 'matches' : 'does not match'}`;
    yield `  ${mark(routed)} log source: ${route}`;
    for (const { depth, holds, text, found } of predicates) {
      const said = found === '' ? '' : paint.dim(`   ${visible(found)}`);
      yield `  ${'  '.repeat(depth)}${mark(holds)} ${visible(text)}${said}`;
    }
  }
}
