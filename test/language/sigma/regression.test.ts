import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { sigma } from '../../../lib/language/sigma/index.ts';
import { readArchive } from '../../archive.ts';
import { corpora } from '../../corpora.ts';
import { type CrossProduct, crossProduct, type RegressionCase, regressionCases } from './regression.ts';

const folder = corpora();

/** All of the published rules are for `npm run long:sigma`; here are those that have events, and every event. */
describe.skipIf(folder === null)('published rules find their own events (skipped without the public test data)', () => {
  let cases: readonly RegressionCase[] = [];
  let product: CrossProduct = { found: new Map(), differing: [] };

  beforeAll(() => {
    cases = regressionCases(folder ?? '');
    const wanted = new Set(cases.map(({ rule }) => rule));
    const files = readArchive(join(folder ?? '', 'sigmahq-rules.tar.gz')).filter(({ text }) =>
      wanted.has(/^id: (\S+)/m.exec(text)?.[1] ?? ''),
    );
    const compiled = sigma.compile(files, { values: {}, exceptions: {} });
    product = crossProduct(
      compiled.flatMap(({ rule }) => (rule === null ? [] : [rule])),
      cases,
    );
  });

  it('each rule finds at least as many of its events as upstream counts', () => {
    expect(cases).toHaveLength(101);
    const missed = cases.filter(({ rule, least, events }) => {
      return events.filter(event => product.found.get(event)?.has(rule)).length < least;
    });
    expect(missed.map(({ title }) => title)).toEqual([]);
  });

  it('the compiled engine and the reference agree on every rule and event', () => {
    expect(product.differing).toEqual([]);
  });
});
