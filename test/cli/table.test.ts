import { describe, expect, it } from 'vitest';
import { tableLines } from '../../cli/table.ts';

const columns = [{ title: 'N', right: true }, { title: 'WHAT', share: 1 }, { title: 'END' }];
const row = (count: string, text: string) => [{ text: count }, { text }, { text: 'x' }];

describe('a table on a terminal', () => {
  it('is as wide as it needs to be, where there is room', () =>
    expect(tableLines(columns, [row('7', 'short'), row('12', 'longer one')], 80)).toEqual([
      ' N  WHAT        END',
      ' 7  short       x',
      '12  longer one  x',
    ]));

  it('cuts what may be cut, and keeps within its columns', () => {
    const lines = tableLines(columns, [row('7', 'a text that is far too long for this')], 24);
    expect(lines[1]).toBe('7  a text that is …  x');
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(24);
  });

  it('counts wide characters as two columns', () =>
    expect(tableLines(columns, [row('1', '数据'), row('2', 'abcd')], 80)).toEqual([
      'N  WHAT  END',
      '1  数据  x',
      '2  abcd  x',
    ]));

  it('paints the cell and not the gap', () =>
    expect(
      tableLines([{ title: 'A' }, { title: 'B' }], [[{ text: 'a', paint: text => `<${text}>` }, { text: 'b' }]], 80),
    ).toEqual(['A  B', '<a>  b']));
});
