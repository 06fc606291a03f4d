import { type AttackTags, type RuleMeta, type Severity, severities } from '../../rule/index.ts';
import type { Complaining } from './complaining.ts';
import { readGuide } from './investigation-guide.ts';
import {
  type Fields,
  field,
  numberField,
  objectField,
  objectsField,
  type RuleSource,
  textField,
  textsField,
} from './rule-source.ts';

/** What a rule says of itself. */
export function metaOf(source: RuleSource, language: string, complain: Complaining): RuleMeta {
  const { record } = source;
  const guide = readGuide(textField(record, 'note'));
  const riskScore = numberField(record, 'risk_score');
  const ownFalsePositives = textsField(record, 'false_positives').map(text => text.trim().replace(/\s+/g, ' '));
  return {
    id: textField(record, 'rule_id'),
    name: '',
    title: textField(record, 'name'),
    description: textField(record, 'description')
      .trim()
      .replace(/\s*\n\s*/g, ' '),
    severity: severityOf(source, riskScore, complain),
    ...(riskScore === null ? {} : { riskScore }),
    language,
    maturity: textField(source.metadata, 'maturity'),
    author: textsField(record, 'author').join(', '),
    tags: textsField(record, 'tags'),
    attack: attackOf(record),
    guidance: {
      why: guide.why.join(' '),
      severityReason: guide.severityReason.join(' '),
      triage: guide.triage,
      falsePositives: [...ownFalsePositives, ...guide.falsePositives],
      response: guide.response,
      references: textsField(record, 'references'),
    },
    span: source.spanOf('rule_id'),
  };
}

function severityOf(source: RuleSource, riskScore: number | null, complain: Complaining): Severity {
  const word = textField(source.record, 'severity');
  const known = severities.find(severity => severity === word);
  if (known !== undefined) return known;
  if (word !== '')
    complain('error', 'unknown-severity', `unknown severity "${word}"`, 'severity', `one of ${severities.join(', ')}`);
  return severityOfRisk(riskScore ?? 0);
}

/** Elastic's own bands: low from 0, medium from 22, high from 48, critical from 74. */
export function severityOfRisk(score: number): Severity {
  if (score >= 74) return 'critical';
  if (score >= 48) return 'high';
  return score >= 22 ? 'medium' : 'low';
}

function attackOf(record: Fields): AttackTags {
  const threats = objectsField(record, 'threat').filter(threat => /att&ck/i.test(textField(threat, 'framework')));
  const tactics = threats.map(threat =>
    textField(objectField(threat, 'tactic'), 'name').toLowerCase().replaceAll(' ', '-'),
  );
  const techniques = threats.flatMap(threat =>
    objectsField(threat, 'technique').flatMap(technique => [
      textField(technique, 'id'),
      ...objectsField(technique, 'subtechnique').map(sub => textField(sub, 'id')),
    ]),
  );
  const distinct = (words: readonly string[]) => [...new Set(words.filter(word => word !== ''))];
  return { tactics: distinct(tactics), techniques: distinct(techniques) };
}

/** Building blocks feed other rules and people who look for them; they raise no finding of their own. */
export function isBuildingBlock(record: Fields): boolean {
  return field(record, 'building_block_type') !== undefined;
}
