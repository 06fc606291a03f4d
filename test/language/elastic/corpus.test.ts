import { describe, expect, it } from 'vitest';
import { elastic } from '../../../lib/language/elastic/index.ts';
import { archiveFiles } from '../../corpora-archive.ts';

const files = archiveFiles('elastic-rules.tar.gz').filter(file => elastic.recognises(file));

describe.skipIf(files.length === 0)('Elastic’s public rules (needs the corpus)', () => {
  const compiled = elastic.compile(files, { values: {}, exceptions: {} });

  it('compile without an error', () => {
    const errors = compiled.flatMap(rule => rule.diagnostics).filter(found => found.level === 'error');
    expect(errors).toEqual([]);
  });

  it('are all evaluable but those of which another query language or Elasticsearch itself is needed', () => {
    const others = compiled.filter(rule => rule.status !== 'ok').map(rule => rule.language);
    expect([...new Set(others)].sort()).toEqual(['esql', 'lucene', 'machine_learning']);
    expect(compiled.filter(rule => rule.status === 'ok').length).toBeGreaterThan(1_800);
  });

  it('each have an id of their own, a title, a severity and the place of their id', () => {
    expect(new Set(compiled.map(rule => rule.id)).size).toBe(files.length);
    expect(compiled.filter(rule => rule.title === '' || rule.id === '')).toEqual([]);
  });

  it('are the same after a way through JSON', () => {
    for (const { rule } of compiled.slice(0, 200)) expect(JSON.parse(JSON.stringify(rule))).toEqual(rule);
  });
});
