import type { Detection, Rule, SingleDetection } from '../../ir/index.ts';
import { compileEql } from '../eql/index.ts';
import { compileKuery } from '../kuery/index.ts';
import { type CompiledRule, type CompileSettings, type Complaints, complaintsAbout, hasErrors } from '../text/index.ts';
import type { Complaining } from './complaining.ts';
import { defaultLookBackMicros, lookBackMicros } from './date-math.ts';
import { neverDetection, newTermsDetection, threatLists, thresholdDetection } from './detection-of.ts';
import { exceptionsPredicate } from './exceptions.ts';
import { isBuildingBlock, metaOf } from './meta.ts';
import { narrowed } from './narrow.ts';
import { allOf, fieldValue } from './predicates.ts';
import { filtersPredicate } from './query-filters.ts';
import { routeOf } from './route.ts';
import { type Fields, objectField, type RuleSource, textField, textsField } from './rule-source.ts';
import { suppressionOf } from './suppression.ts';

/** One rule of Elastic's to IR. `exceptions` are the exception items of the same file. */
export function compileRule(
  source: RuleSource,
  exceptions: readonly Fields[],
  settings: CompileSettings,
): CompiledRule {
  const { record, path } = source;
  const complaints = complaintsAbout(source.query);
  const own: CompiledRule['diagnostics'][number][] = [];
  const complain: Complaining = (level, code, message, key, hint = '') =>
    void own.push({ level, code, message, span: source.spanOf(key), hint });
  const kind = ruleKind(record);
  const id = textField(record, 'rule_id');
  if (id === '') complain('error', 'no-id', 'a rule needs a rule_id', 'rule_id');
  const made = detectionOf({ source, kind, exceptions, settings, complain, complaints });
  const meta = metaOf(source, made.language, complain);
  const diagnostics = [...own, ...complaints.found];
  const isWrong = made.detection === null || hasErrors(diagnostics);
  const rule: Rule | null =
    made.detection === null || isWrong
      ? null
      : {
          meta: { ...meta, description: [meta.description, made.addendum].filter(text => text !== '').join(' ') },
          detection: made.detection,
          suppression: suppressionOf(source, complain),
          emits: !isBuildingBlock(record),
        };
  const status = isWrong ? 'error' : made.isEvaluable ? 'ok' : 'not-evaluable';
  // Suppression may have complained since.
  return {
    id,
    title: meta.title,
    language: made.language,
    path,
    status,
    rule,
    diagnostics: [...own, ...complaints.found],
  };
}

interface Task {
  readonly source: RuleSource;
  readonly kind: string;
  readonly exceptions: readonly Fields[];
  readonly settings: CompileSettings;
  readonly complain: Complaining;
  readonly complaints: Complaints;
}

interface Made {
  readonly detection: Detection | null;
  readonly language: string;
  readonly isEvaluable: boolean;
  /** What the description should say besides. */
  readonly addendum: string;
}

/** The type, or the language where a type says too little. */
function ruleKind(record: Fields): string {
  const type = textField(record, 'type');
  const language = textField(record, 'language');
  return type === 'esql' || language === 'esql' ? 'esql' : language === 'lucene' ? 'lucene' : type;
}

/** Kinds of rules that cannot run on a stream, or are no query at all, and why. */
const notEvaluable: Readonly<Record<string, string>> = {
  esql: 'ES|QL queries tables that only Elasticsearch has; weir does not read it',
  machine_learning: 'machine learning rules read the results of a job that only Elasticsearch runs',
  lucene: "Lucene's query strings are not read; write the query in KQL",
  saved_query: 'the query is saved in Kibana, not in this file',
};

function detectionOf(task: Task): Made {
  const { kind, source, complain } = task;
  const reason = Object.hasOwn(notEvaluable, kind) ? notEvaluable[kind] : undefined;
  if (reason !== undefined) {
    complain('note', 'not-evaluable', reason, 'type');
    return { detection: neverDetection, language: kind, isEvaluable: false, addendum: '' };
  }
  switch (kind) {
    case 'eql':
      return made(eqlDetection(task), 'eql');
    case 'query':
    case 'threshold':
    case 'new_terms':
    case 'threat_match':
      return kueryDetection(task);
    default: {
      const found = kind === '' ? 'this rule has no type' : `unknown rule type "${kind}"`;
      complain('error', 'unknown-type', found, 'type', 'eql, query, threshold, new_terms or threat_match');
      return made(null, textField(source.record, 'language'));
    }
  }
}

function made(detection: Detection | null, language: string, addendum = ''): Made {
  return { detection, language, isEvaluable: true, addendum };
}

function eqlDetection({ source, exceptions, settings, complain, complaints }: Task): Detection | null {
  const { record, query } = source;
  const lookBack = lookBackOf(source, complain);
  const categoryField = textField(record, 'event_category_override') || undefined;
  const setting = { route: [], lookBackMicros: lookBack, ...(categoryField === undefined ? {} : { categoryField }) };
  const compiled = compileEql(query.text, setting, settings.knowsField ?? (() => true), complaints);
  if (compiled === null) return null;
  for (const pipe of compiled.query.pipes) {
    const message = `"${pipe.name}" is left out: what a deployed rule finds has no first and no last`;
    complaints.add('warning', 'pipe-in-rule', message, pipe.range, 'pipes work in `weir hunt`');
  }
  const also = allOf([filtersPredicate(record, complain), exceptionsPredicate(record, exceptions, complain)]);
  return withCarried(
    narrowed(compiled.detection, also, where => routeOf(textsField(record, 'index'), where)),
    record,
  );
}

function kueryDetection(task: Task): Made {
  const { source, kind, exceptions, complain, complaints, settings } = task;
  const { record, query } = source;
  const language = textField(record, 'language') || 'kuery';
  if (language !== 'kuery') {
    complain('error', 'unknown-language', `unknown query language "${language}"`, 'language', 'kuery, eql or esql');
    return made(null, language);
  }
  const queried = compileKuery(query.text, complaints);
  if (queried === null) return made(null, language);
  const threat = kind === 'threat_match' ? threatLists(record, complain) : null;
  const where = allOf([
    queried,
    filtersPredicate(record, complain),
    ...(threat === null ? [] : [threat.where]),
    exceptionsPredicate(record, exceptions, complain),
  ]);
  const route = routeOf(textsField(record, 'index'), where);
  if (kind === 'threshold') {
    return made(thresholdDetection(record, where, route, lookBackOf(source, complain), complain), language);
  }
  if (kind === 'new_terms') return made(newTermsDetection(record, where, route, complain), language);
  const addendum = threat === null ? '' : describeLists(threat.lists, settings, complain);
  return made(withCarried({ kind: 'single', events: [{ route, where }] }, record), language, addendum);
}

/** How old a list is decides what its matches are worth, so the finding says it. */
function describeLists(lists: readonly string[], settings: CompileSettings, complain: Complaining): string {
  const sizes = lists.map(list => ({
    list,
    size: Object.hasOwn(settings.values, list) ? (settings.values[list]?.length ?? 0) : 0,
  }));
  const filled = sizes.filter(({ size }) => size > 0);
  if (filled.length === 0) {
    const hint = `fill one of these lists under "values" in weir.yml: ${lists.join(', ')}`;
    complain(
      'warning',
      'no-indicators',
      'no list of indicators is configured, so nothing can match',
      'threat_mapping',
      hint,
    );
  }
  const contents = filled.map(({ list, size }) => `${list} (${size})`).join(', ') || 'none';
  const age = settings.valuesReadAt === undefined ? 'when the rules were built' : settings.valuesReadAt;
  return `Indicators: ${contents}; lists read ${age}.`;
}

function lookBackOf(source: RuleSource, complain: Complaining): number {
  const from = textField(source.record, 'from');
  const micros = from === '' ? defaultLookBackMicros : lookBackMicros(from);
  if (micros !== null) return micros;
  complain('warning', 'invalid-from', `"${from}" is no look-back; nine minutes are taken`, 'from', 'write now-9m');
  return defaultLookBackMicros;
}

/** What the author wants to see of an event goes into the evidence. */
function withCarried<D extends Detection>(detection: D, record: Fields): D | SingleDetection {
  const names = textsField(objectField(record, 'investigation_fields'), 'field_names').filter(name => name !== '');
  if (detection.kind !== 'single' || names.length === 0) return detection;
  return { ...detection, carry: names.map(name => ({ name, value: fieldValue(name) })) };
}
