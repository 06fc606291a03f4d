import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languageTables } from '../../docs/language-tables.ts';
import { correlationTypes } from '../../lib/language/sigma/ast.ts';
import { sigma } from '../../lib/language/sigma/index.ts';

const document = readFileSync(join(import.meta.dirname, '../../docs/languages.md'), 'utf8');

it('docs/languages.md is current (npm run docs:languages renews it)', () => {
  expect(languageTables(document)).toBe(document);
});

/** The words of specification 2.1.0, chapter by chapter. */
const specification = {
  rule: 'title id related name taxonomy status description license author references date modified logsource fields falsepositives level tags scope',
  'log source': 'product service category definition',
  modifiers:
    'all startswith endswith contains exists cased neq windash re i m s base64 base64offset utf16le utf16be utf16 wide lt lte gt gte minute hour day week month year cidr expand fieldref',
  conditions: 'and or not them',
  correlation: `rules aliases group-by timespan condition generate gt gte lt lte eq neq ${correlationTypes.join(' ')}`,
  filter: 'rules filter',
};

describe('nothing of the Sigma specification is missing from the table', () => {
  const rows = (sigma.support?.sections ?? []).flatMap(section => section.rows);
  const text = rows.map(({ feature, note }) => `${feature} ${note}`).join('\n');
  const words = new Set(text.match(/[\w-]+/g));
  it.each(Object.entries(specification))('%s', (_, names) => {
    expect(names.split(' ').filter(name => !words.has(name))).toEqual([]);
  });
});
