import { describe, expect, it } from 'vitest';
import { planOf } from '../../../lib/correlation/index.ts';
import { compile } from '../../language/kusto/queried.ts';

/** `final`: found at once and for good. `retractable`: at once. `waits`: when the tick has passed. */
describe('what more rows only strengthen is found at once', () => {
  it.each([
    { query: 'T | summarize n = count() by a', mode: 'final' },
    { query: 'T | summarize n = count() by a | where n > 3', mode: 'final' },
    { query: 'T | summarize n = count() by a | where n >= 3 and a != "x"', mode: 'final' },
    { query: 'T | summarize n = count() by a | where not(n < 3)', mode: 'final' },
    { query: 'T | summarize n = max(b) by a | where not(n < 3)', mode: 'waits' },
    { query: 'T | summarize n = count() by a | where n < 3', mode: 'waits' },
    { query: 'T | summarize n = count() by a | where n == 3', mode: 'waits' },
    { query: 'T | summarize n = count() by a | where n % 2 > 0', mode: 'waits' },
    {
      query: 'T | summarize n = dcount(b) by a | where n > 3 | summarize m = count() by b = a | where m > 1',
      mode: 'final',
    },
    { query: 'T | summarize n = max(b), m = min(b) by a | where n > 5 or m < 2', mode: 'final' },
    { query: 'T | summarize n = max(b) by a | where n < 5', mode: 'waits' },
    { query: 'T | summarize n = sum(b) by a | where n > 5', mode: 'retractable' },
    { query: 'T | summarize n = avg(b) by a | where n > 5', mode: 'waits' },
    { query: 'T | summarize n = countif(b > 1) by a | where n > 5', mode: 'final' },
    { query: 'T | summarize n = count() by a | summarize m = count() by n', mode: 'waits' },
    { query: 'T | summarize n = count() by a | summarize m = max(n) | where m > 9', mode: 'final' },
    { query: 'T | summarize n = count() by a | extend n = n * 2 | where n > 9', mode: 'waits' },
    { query: 'T | summarize n = count() by a | project a, m = n | where m > 9', mode: 'final' },
    { query: 'T | join kind=inner U on a', mode: 'final' },
    { query: 'T | join U on a', mode: 'waits' },
    { query: 'T | join kind=inner (U | summarize n = count() by a | where n > 3) on a | where n > 5', mode: 'final' },
    { query: 'T | join kind=inner (U | summarize a = count() by b) on a', mode: 'waits' },
    { query: 'T | join kind=leftanti U on a', mode: 'waits' },
    { query: 'union T, (U | summarize n = count() by a) | where n > 3', mode: 'final' },
    { query: 'T | where TimeGenerated > ago(10m) | distinct a', mode: 'final' },
    { query: 'T | top 3 by b', mode: 'waits' },
    { query: 'T | summarize s = make_set(b) by a | mv-expand s', mode: 'waits' },
  ])('$query: $mode', ({ query, mode }) => {
    const { rule, diagnostics } = compile(query);
    if (rule === null) throw new Error(JSON.stringify(diagnostics));
    expect(planOf(rule, 0).mode).toBe(mode);
  });
});
