import type { Predicate } from '../../ir/index.ts';
import type { Complaining } from './complaining.ts';
import { allOf, anyOf, fieldEquals, fieldExists, fieldWildcard } from './predicates.ts';
import { type Fields, objectField, objectsField, textField, textsField } from './rule-source.ts';

/** What no item of the rule's exception lists says of the event. `items` are those of the same export. */
export function exceptionsPredicate(record: Fields, items: readonly Fields[], complain: Complaining): Predicate {
  const excepted: Predicate[] = [];
  for (const list of objectsField(record, 'exceptions_list')) {
    const id = textField(list, 'list_id');
    const own = items.filter(item => textField(item, 'list_id') === id);
    if (own.length === 0) {
      const hint = 'export the rule from Kibana together with its exceptions, or use tune.<rule>.except in weir.yml';
      complain(
        'note',
        'no-exceptions',
        `the exception list "${id}" is empty or not in this file`,
        'exceptions_list',
        hint,
      );
    }
    for (const item of own) {
      const exception = itemPredicate(item, complain);
      if (exception !== null) excepted.push(exception);
    }
  }
  return excepted.length === 0 ? { op: 'always' } : { op: 'not', of: anyOf(excepted) };
}

/** All entries of one item at once; null after a complaint, since an exception that is too wide would hide events. */
function itemPredicate(item: Fields, complain: Complaining): Predicate | null {
  const entries = objectsField(item, 'entries').map(entry => entryPredicate(entry));
  if (entries.length === 0 || entries.includes(null)) {
    const name = textField(item, 'name') || textField(item, 'item_id');
    complain(
      'error',
      'unsupported-exception',
      `the exception "${name}" has an entry that is not supported`,
      'exceptions_list',
    );
    return null;
  }
  const systems = textsField(item, 'os_types');
  return allOf([
    ...(systems.length === 0 ? [] : [fieldEquals('host.os.type', systems)]),
    ...entries.flatMap(entry => (entry === null ? [] : [entry])),
  ]);
}

function entryPredicate(entry: Fields): Predicate | null {
  const means = entryMeaning(entry);
  return means !== null && textField(entry, 'operator') === 'excluded' ? { op: 'not', of: means } : means;
}

function entryMeaning(entry: Fields): Predicate | null {
  const name = textField(entry, 'field');
  const values = textsField(entry, 'value');
  if (name === '') return null;
  switch (textField(entry, 'type')) {
    case 'match':
    case 'match_any':
      return values.length === 0 ? null : fieldEquals(name, values);
    case 'exists':
      return fieldExists(name);
    case 'wildcard':
      return values.length === 0 ? null : anyOf(values.map(value => fieldWildcard(name, value, 'sensitive')));
    case 'list': {
      const list = textField(objectField(entry, 'list'), 'id');
      if (list === '') return null;
      const value = { op: 'field', field: { field: name, names: [{ space: 'ecs', name }] } } as const;
      return { op: 'test', value, test: { is: 'listed', list, how: 'equal', case: 'sensitive' }, members: 'any' };
    }
    case 'nested': {
      const inner = objectsField(entry, 'entries').map(entryPredicate);
      if (inner.length === 0 || inner.includes(null)) return null;
      const array = { field: name, names: [{ space: 'ecs', name } as const] };
      return { op: 'some-member', array, where: allOf(inner.flatMap(one => (one === null ? [] : [one]))) };
    }
    default:
      return null;
  }
}
