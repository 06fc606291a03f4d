import { onBothStores } from '../../pipeline/on-both-stores.ts';
import { analyticsRule } from './queried.ts';

const login = (at: number, user: string, more = {}) => ({ at, Type: 'T', what: 'login', user, ...more });
const read = (at: number, user: string, more = {}) => ({ at, Type: 'U', user, ...more });

/** Queries on the whole line, every ten minutes over the last thirty: what is found, in any order of arrival. */
onBothStores([
  {
    name: 'figures over a group',
    rules: [analyticsRule('many', 'T | where what == "login" | summarize n = count() by user | where n >= 3')],
    events: [...[0, 100, 650].map(at => login(at, 'ann')), ...[1, 2].map(at => login(at, 'bob'))],
    found: ['many ann 3'],
  },
  {
    name: 'two tables on a key',
    rules: [analyticsRule('both', 'T | join kind=inner (U | project user, size) on user | where size > 5')],
    events: [login(0, 'ann'), read(60, 'ann', { size: 9 }), login(5, 'bob'), read(9, 'bob', { size: 2 })],
    found: ['both ann 2'],
  },
  {
    name: 'a column that only the other side has',
    rules: [analyticsRule('side', 'T | join kind=inner (U) on user | where size > 5 | project user, size')],
    events: [login(0, 'ann'), read(60, 'ann', { size: 9 })],
    found: ['side ann 2'],
  },
  {
    name: 'no partner in the whole period',
    rules: [analyticsRule('alone', 'T | join kind=leftanti (U) on user')],
    events: [login(1, 'ann'), login(1, 'bob'), read(2, 'bob')],
    // The run at half past belongs to the next half hour.
    found: ['alone ann 1', 'alone ann 1'],
  },
  {
    name: 'a watchlist brings its columns',
    rules: [
      analyticsRule(
        'team',
        `T | join kind=inner (_GetWatchlist('staff') | project user = SearchKey, Team) on user | where Team == "db"`,
        { values: { staff: ['ann', 'bob'], 'staff.Team': ['db', 'web'] } },
      ),
    ],
    events: [login(0, 'ann'), login(1, 'bob'), login(2, 'cid')],
    found: ['team ann 1'],
  },
  {
    name: 'a watchlist that the query computes with',
    rules: [
      analyticsRule(
        'lower',
        `let staff = _GetWatchlist('staff') | extend key = tolower(SearchKey) | project key; T | where user in (staff)`,
        { values: { staff: ['ANN'] } },
      ),
    ],
    events: [login(0, 'ann'), login(1, 'bob')],
    found: ['lower ann 1'],
  },
]);
