import { expect, it } from 'vitest';
import { didYouMean, nearest } from '../../../lib/language/text/index.ts';

it.each([
  { word: 'containz', candidates: ['contains', 'startswith'], found: 'contains' },
  { word: 'conatins', candidates: ['contains', 'cidr'], found: 'contains' },
  { word: 'selectoin', candidates: ['filter', 'selection'], found: 'selection' },
  { word: 'RE', candidates: ['re', 'm'], found: 're' },
  { word: 'zebra', candidates: ['contains', 'cidr'], found: '' },
  { word: 'x'.repeat(100_000), candidates: ['contains'], found: '' },
])('$word is closest to "$found"', ({ word, candidates, found }) => expect(nearest(word, candidates)).toBe(found));

it('says nothing where nothing is near', () => {
  expect(didYouMean('containz', ['contains'])).toBe('; did you mean "contains"?');
  expect(didYouMean('zebra', ['contains'])).toBe('');
});
