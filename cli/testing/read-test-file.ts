import { type Micros, parseIsoMicros } from '../../lib/event/index.ts';
import {
  didYouMean,
  error,
  plainOf,
  type RuleFile,
  readYaml,
  textOf,
  valueAt,
  type YamlNode,
} from '../../lib/language/text/index.ts';
import { type Diagnostic, severities } from '../../lib/rule/index.ts';
import type { Expectation, TestCase, TestEvent, TestFile, TestInput } from './test-case.ts';

/** Reads RULE.test.yml. What is wrong is in the diagnostics; a case with a mistake is left out, and its file fails. */
export function readTestFile(file: RuleFile): TestFile {
  const diagnostics: Diagnostic[] = [];
  const complain = (node: YamlNode, message: string, hint = ''): null => {
    diagnostics.push(error('test-file', message, node.span, hint));
    return null;
  };
  const [document, second] = readYaml(file);
  diagnostics.push(...(document?.diagnostics ?? []));
  if (second?.root) complain(second.root, 'a second YAML document', 'all cases stand in one list');
  const root = document?.root ?? null;
  if (root === null) return { path: file.path, cases: [], diagnostics };
  if (root.kind !== 'list') {
    complain(root, 'a test file is a list of cases', '- name: …\n      events: [{log: …}]\n      expect: none');
    return { path: file.path, cases: [], diagnostics };
  }
  return { path: file.path, cases: root.items.flatMap(item => readCase(item, complain) ?? []), diagnostics };
}

type Complain = (node: YamlNode, message: string, hint?: string) => null;

const caseKeys = ['name', 'source', 'config', 'events', 'file', 'expect'];
const eventKeys = ['log', 'at'];
const expectKeys = ['findings', 'severity', 'entity'];

function readCase(node: YamlNode, complain: Complain): TestCase | null {
  if (!hasOnly(node, caseKeys, 'a case', complain)) return null;
  const expectNode = valueAt(node, 'expect');
  if (expectNode === undefined) return complain(node, 'a case must say what to expect', 'expect: none');
  const expect = readExpectation(expectNode, complain);
  const input = readInput(node, complain);
  if (expect === null || input === null) return null;
  const config = valueAt(node, 'config');
  return {
    name: textOf(valueAt(node, 'name')) || `case at line ${node.span.line}`,
    span: node.span,
    source: textOf(valueAt(node, 'source')),
    // JSON is YAML: the reader of weir.yml takes it as it is.
    configText: config === undefined ? '' : JSON.stringify(plainOf(config)),
    input,
    expect,
  };
}

function readInput(node: YamlNode, complain: Complain): TestInput | null {
  const file = valueAt(node, 'file');
  const events = valueAt(node, 'events');
  if (file !== undefined && events !== undefined) return complain(file, 'a case has either events or a file, not both');
  if (file !== undefined) return { from: 'file', path: textOf(file) };
  if (events === undefined) return complain(node, 'a case needs events or a file', 'events: [{log: …}]');
  if (events.kind !== 'list') return complain(events, 'events are a list', 'events: [{log: …}]');
  const read = events.items.map(item => readEvent(item, complain));
  return read.some(event => event === null) ? null : { from: 'events', events: read.flatMap(event => event ?? []) };
}

function readEvent(node: YamlNode, complain: Complain): TestEvent | null {
  if (!hasOnly(node, eventKeys, 'an event', complain)) return null;
  const log = valueAt(node, 'log');
  if (log === undefined) return complain(node, 'an event needs its log', 'log: the line as it arrives, or its JSON');
  const atNode = valueAt(node, 'at');
  const at = atNode === undefined ? null : readAt(textOf(atNode));
  if (atNode !== undefined && at === null)
    return complain(
      atNode,
      `"${textOf(atNode)}" is no time`,
      'an ISO 8601 time, or one since the case began: 90s, 4m, 1h30m',
    );
  return { log: log.kind === 'scalar' ? textOf(log) : JSON.stringify(plainOf(log)), at };
}

/** Where times "since the case began" count from: any fixed time does, and midnight keeps findings readable. */
const caseBegins: Micros = Date.UTC(2026, 0, 1) * 1000;

function readAt(text: string): Micros | null {
  const since = /^(?=\d)(?:(\d{1,4})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,9})s)?(?:(\d{1,9})ms)?$/.exec(text);
  if (since === null) return parseIsoMicros(text);
  const [, days = '0', hours = '0', minutes = '0', seconds = '0', millis = '0'] = since;
  const total = ((+days * 24 + +hours) * 60 + +minutes) * 60 + +seconds;
  return caseBegins + total * 1_000_000 + +millis * 1000;
}

function readExpectation(node: YamlNode, complain: Complain): Expectation | null {
  if (node.kind === 'scalar' && textOf(node) === 'none') return { findings: 0, severity: null, entity: {} };
  if (node.kind !== 'map') return complain(node, 'expect is "none" or {findings: N}', 'expect: {findings: 1}');
  if (!hasOnly(node, expectKeys, 'expect', complain)) return null;
  const count = valueAt(node, 'findings');
  const findings = count?.kind === 'scalar' ? count.value : null;
  if (typeof findings !== 'number' || !Number.isInteger(findings) || findings < 0)
    return complain(count ?? node, 'expect needs a number of findings', 'expect: {findings: 1}');
  const severityNode = valueAt(node, 'severity');
  const severity = severities.find(word => word === textOf(severityNode)) ?? null;
  if (severityNode !== undefined && severity === null)
    return complain(severityNode, `"${textOf(severityNode)}" is no severity`, `one of: ${severities.join(', ')}`);
  return { findings, severity, entity: readEntity(valueAt(node, 'entity')) };
}

function readEntity(node: YamlNode | undefined): Readonly<Record<string, string>> {
  if (node?.kind !== 'map') return {};
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, textOf(value)]));
}

function hasOnly(node: YamlNode, keys: readonly string[], what: string, complain: Complain): boolean {
  if (node.kind !== 'map') {
    complain(node, `${what} is a mapping of ${keys.join(', ')}`);
    return false;
  }
  const stranger = node.entries.find(({ key }) => !keys.includes(key));
  if (stranger === undefined) return true;
  const message = `${what} has no "${stranger.key}"${didYouMean(stranger.key, keys)}`;
  complain({ ...stranger.value, span: stranger.keySpan }, message, `known here: ${keys.join(', ')}`);
  return false;
}
