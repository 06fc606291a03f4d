import { describe, expect, it } from 'vitest';
import type { Detection } from '../../lib/ir/index.ts';
import { input, minute, number, rule, world } from './scenario.ts';

const three: Detection = {
  kind: 'aggregate',
  inputs: [input('a')],
  span: minute,
  measures: [{ name: 'event_count', function: 'count', of: [] }],
  having: number('event_count', '>=', 3),
  window: { kind: 'sliding' },
};

describe('a finding made when its first event is long gone', () => {
  it('still shows it, also where it lay in the middle of its batch', async () => {
    const { send, active } = world([rule('three', three)]);
    const a = (at: number) => ({ at, kind: 'a', who: 'x', 'long text': 'y'.repeat(2_000) });
    await send([a(0), a(100), a(230)], { together: true });
    await send([a(130)]);
    await send([a(140)]);
    const [finding] = active();
    expect(finding?.evidence.map(each => each.time.slice(11, 19))).toEqual(['12:01:40', '12:02:10', '12:02:20']);
    expect(finding?.evidence[0]?.fields['event.original']).toMatch(/^\{"timestamp":"2026-01-15T12:01:40.000Z".*…$/);
  });
});
