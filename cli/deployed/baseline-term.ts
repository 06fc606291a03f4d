import { findingId } from '../../lib/correlation/index.ts';
import { type JsonValue, parseIsoMicros } from '../../lib/event/index.ts';
import { didYouMean } from '../../lib/language/text/index.ts';
import { type BaselineTerm, type DetectPorts, keysShownBy } from '../../lib/pipeline/index.ts';
import { UsageError } from '../usage-error.ts';

export interface NamedTerm extends BaselineTerm {
  readonly names: readonly string[];
}

/** The term that a person means: by the id of a finding that it made, or by its rule and each of its parts. */
export async function baselineTerm(words: readonly string[], ports: DetectPorts): Promise<NamedTerm> {
  const [key = '', ...parts] = words;
  if (parts.length === 0 && /^[0-9a-f]{32}$/.test(key)) return termOfFinding(key, ports);
  const names = namesOf(key, ports);
  const given = new Map(parts.map(readPart));
  const unknown = [...given.keys()].find(name => !names.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`rule ${key} has no part ${unknown}${didYouMean(unknown, names)}`, spelling(key, names));
  const missing = names.filter(name => !given.has(name));
  if (missing.length > 0) throw new UsageError(`${missing.join(', ')} not given`, spelling(key, names));
  return { rule: key, names, key: names.map(name => given.get(name) ?? null) };
}

function spelling(rule: string, names: readonly string[]): string {
  return `a term of this rule is: ${rule} ${names.map(name => `${name}=…`).join(' ')}`;
}

/** `NAME=TEXT`, or `NAME:=JSON` for what is no text. */
function readPart(word: string): readonly [string, JsonValue] {
  const [, name = '', isJson = '', text = ''] = /^([^=]+?)(:?)=(.*)$/s.exec(word) ?? [];
  if (name === '') throw new UsageError(`"${word}" is no part of a term`, 'write NAME=VALUE, or NAME:=JSON');
  if (isJson === '') return [name, text];
  try {
    return [name, JSON.parse(text)];
  } catch {
    throw new UsageError(`${name}:= takes JSON, not ${text}`, `for a text write ${name}=${text}`);
  }
}

function namesOf(rule: string, ports: DetectPorts): readonly string[] {
  const learning = ports.rules.prepared.filter(each => each.kind === 'first-seen');
  const found = learning.find(each => each.id === rule);
  if (found !== undefined) return found.keyNames;
  const other = ports.rules.prepared.find(each => each.id === rule);
  if (other !== undefined)
    throw new UsageError(`rule ${rule} has no baseline: it is of kind ${other.kind}, not first-seen`);
  const ids = learning.map(each => each.id);
  throw new UsageError(
    `no rule of new terms has the id ${rule}${didYouMean(rule, ids)}`,
    ids.length === 0 ? 'there is none among these rules' : 'give a rule id and its parts, or the id of a finding',
  );
}

/** A finding shows its term as text; which values these were, its id tells, which is a hash of them. */
async function termOfFinding(id: string, ports: DetectPorts): Promise<NamedTerm> {
  const row = await ports.findings.load(id);
  if (row === null) throw new UsageError(`there is no finding ${id} in this stack`);
  const { finding } = row;
  const names = namesOf(finding.rule, ports);
  const day = Math.floor((parseIsoMicros(finding.firstSeen) ?? 0) / dayMicros) * dayMicros;
  const key = keysShownBy(finding, names).find(values => findingId(finding.rule, [...values], day) === id);
  if (key === undefined)
    throw new UsageError(
      `finding ${id} shows its term cut or redacted`,
      `give the term itself: ${spelling(finding.rule, names)}`,
    );
  return { rule: finding.rule, names, key };
}

const dayMicros = 86_400_000_000;
