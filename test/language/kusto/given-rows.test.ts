import { describe, expect, it } from 'vitest';
import { compile, isFound } from './queried.ts';

const values = {
  VIP: ['ann', 'bob'],
  'VIP.Team': ['money', 'people'],
  ages: ['7', 'old'],
  'ages.Port': ['22', 'x'],
  'https://h/whole.csv': ['10.0.0.1'],
  uneven: ['a'],
  'uneven.Other': ['x', 'y'],
};

const vip = "_GetWatchlist('VIP')";

describe('watchlists, external data and tables in the query are lists of an event’s condition', () => {
  it.each([
    { name: 'a watchlist by its search key', where: `u in ((${vip} | project SearchKey))`, u: 'ann', holds: true },
    { name: 'and who is not on it', where: `u in ((${vip} | project SearchKey))`, u: 'cid', holds: false },
    { name: 'its first column, where none is named', where: `u in (${vip})`, u: 'bob', holds: true },
    { name: 'letter case counts', where: `u in (${vip})`, u: 'ANN', holds: false },
    { name: 'unless it does not', where: `u in~ (${vip})`, u: 'ANN', holds: true },
    { name: 'another column', where: `u in ((${vip} | distinct Team))`, u: 'money', holds: true },
    { name: 'a renamed one', where: `u in ((${vip} | project who = SearchKey))`, u: 'ann', holds: true },
    { name: 'not on it', where: `u !in (${vip})`, u: 'cid', holds: true },
    { name: 'a missing value is on no list', where: `u in (${vip})`, u: null, holds: false },
    { name: 'under or', where: `u == "root" or u in (${vip})`, u: 'ann', holds: true },
    { name: 'terms', where: `u has_any (${vip})`, u: 'run as ann', holds: true },
    { name: 'all terms', where: `u has_all (${vip})`, u: 'ann but not the other', holds: false },
    { name: 'as one value', where: `u in (toscalar(${vip} | summarize make_set(Team)))`, u: 'people', holds: true },
    {
      name: 'a list by address',
      where: 'u in ((externaldata(ip: string) [@"https://h/whole.csv"] with (format="csv")))',
      u: '10.0.0.1',
      holds: true,
    },
    {
      name: "a list by the file's name, a column as what the query takes it for",
      where: 'u in ((externaldata(Age: long, Port: int) ["https://h/d/ages.txt"] | project Port))',
      u: 22,
      holds: true,
    },
    {
      name: 'a table in the query',
      where: 'u in ((datatable(a: string, n: int) ["x", 1, "y", 2] | project n))',
      u: 2,
      holds: true,
    },
  ])('$name', ({ where, u, holds }) => {
    expect(isFound(`T | where ${where}`, u === null ? {} : { u }, values)).toBe(holds);
    expect(isFound(`let list = ${vip}; T | where ${where.replace(vip, 'list')}`, u === null ? {} : { u }, values)).toBe(
      holds,
    );
  });

  it.each([
    { name: 'semi', kind: 'leftsemi', u: 'ann', holds: true },
    { name: 'semi, not on it', kind: 'leftsemi', u: 'cid', holds: false },
    { name: 'anti', kind: 'leftanti', u: 'ann', holds: false },
    { name: 'anti, not on it', kind: 'leftanti', u: 'cid', holds: true },
    { name: 'anti, nothing there', kind: 'leftanti', u: null, holds: true },
  ])('a $name join with a watchlist', ({ kind, u, holds }) => {
    const query = `T | join kind=${kind} (${vip}) on $left.u == $right.SearchKey`;
    expect(isFound(query, u === null ? {} : { u }, values)).toBe(holds);
  });
});

it('a watchlist that is narrowed by events is none that is known before, and reads those events once', () => {
  const { rule } = compile(
    `T | where u in ((${vip} | where SearchKey in ((U | project a)) | project SearchKey))`,
    values,
  );
  expect(rule?.detection.kind === 'query' ? rule.detection.inputs.length : 0).toBe(2);
});

describe('what is not configured is said with the place to put it', () => {
  it.each([
    {
      query: "T | where u in (_GetWatchlist('other'))",
      column: 17,
      message: 'no watchlist other is configured',
      hint: 'put its search keys under values: other in weir.yml',
    },
    {
      query: `T | where u in ((${vip} | project Boss))`,
      column: 49,
      message: 'nothing is called Boss here',
      hint: 'the rows have SearchKey, Team',
    },
    {
      query: `T | join (${vip}) on $left.u == $right.Boss`,
      column: 33,
      message: 'the right side has no column Boss',
      hint: 'it has SearchKey, Team',
    },
    {
      query: "T | where u in (_GetWatchlist('uneven'))",
      column: 17,
      message: 'uneven has a column of 1 values and one of 2',
      hint: 'lists of uneven under values in weir.yml need a value for each row',
    },
    {
      query: 'T | where u in ((externaldata(ip: string) ["https://h/none.csv"]))',
      column: 18,
      message: 'weir downloads nothing, and has no list for https://h/none.csv',
      hint: 'put its rows under values in weir.yml, as none',
    },
    {
      query: 'T | where u in ((externaldata(ip: string, Score: int) ["https://h/VIP.csv"]))',
      column: 18,
      message: 'VIP has no column Score',
      hint: 'put it under values: VIP.Score in weir.yml',
    },
    {
      query: 'T | where u in ((datatable(a: string, n: int) ["x"]))',
      column: 18,
      message: '1 values do not fill rows of 2 columns',
      hint: '',
    },
    {
      query: vip,
      column: 1,
      message: 'gives rows of a watchlist, externaldata or datatable that no event made',
      hint: 'begin with the table of events, and join the given rows to it',
    },
    {
      query: `T | join kind=rightanti (${vip}) on $left.u == $right.SearchKey`,
      column: 1,
      message: 'gives rows of a watchlist, externaldata or datatable that no event made',
      hint: 'begin with the table of events, and join the given rows to it',
    },
  ])('$query', ({ query, column, message, hint }) => {
    const { status, diagnostics } = compile(query, values);
    expect(status).toBe('error');
    expect(diagnostics[0]).toMatchObject({ message, hint, span: { column } });
  });
});
