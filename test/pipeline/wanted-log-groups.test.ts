import { describe, expect, it } from 'vitest';
import { wantedLogGroups } from '../../lib/pipeline/index.ts';

describe('which log groups are evaluated', () => {
  it.each([
    { name: 'any, where nothing is said', group: '/aws/eks/prod/cluster', prefixes: [], wanted: true },
    { name: 'a record that lay in no log group', group: '', prefixes: ['/aws/rds/'], wanted: true },
    { name: 'one of the prefix', group: '/aws/rds/instance/orders/audit', prefixes: ['/aws/rds/'], wanted: true },
    { name: 'another than the prefix', group: '/aws/lambda/shop', prefixes: ['/aws/rds/'], wanted: false },
    { name: 'a named one beside the prefix', group: '/named', prefixes: ['/aws/rds/'], wanted: true },
    { name: 'the own log group', group: 'weir-WeirLogsDetectE4B8946B-DGJUGDIVB3YT', prefixes: [], wanted: false },
    { name: 'that of another stack', group: 'b-WeirLogsPlainDelivery72FB8086-2LH', prefixes: ['b-'], wanted: false },
    { name: 'one that only sounds like it', group: '/weir/WeirLogs-notes', prefixes: [], wanted: true },
  ])('$name: $wanted', ({ group, prefixes, wanted }) => {
    expect(wantedLogGroups(['/named'], prefixes)(group)).toBe(wanted);
  });
});
