import type { Ratio } from './measure.ts';
import type { SourceCost } from './sources.ts';
import type { Decoding } from './tasks/decoding.ts';
import type { Peer } from './tasks/json-rules-engine.ts';
import type { Rates } from './tasks/rates.ts';
import type { Equality } from './workload.ts';

export interface Row {
  readonly name: string;
  readonly goal: string;
  readonly rates: Rates;
  readonly equality: Equality;
  readonly overNaive: Ratio;
}

export interface Report {
  readonly machine: string;
  readonly pairs: number;
  readonly rules: { readonly sigma: number; readonly elastic: number };
  readonly rows: readonly Row[];
  readonly fourTimes: Ratio;
  readonly peers: readonly { readonly name: string; readonly peer: Peer }[];
  readonly decoding: readonly { readonly name: string; readonly of: readonly Decoding[] }[];
  readonly sources: readonly SourceCost[];
}

export function reportText(report: Report): string {
  const { machine, pairs, rules, rows, fourTimes, peers, decoding, sources } = report;
  return [
    `${machine}, ${pairs} pairs, ${rules.sigma} SigmaHQ rules, ${rules.elastic} Elastic rules; processor time`,
    table(
      ['work', 'goal', 'matched / parse', 'A/A', 'over naive', 'asked', 'unread', 'match sets'],
      rows.map(({ name, goal, rates, equality, overNaive }) => [
        name,
        goal,
        spread(rates.whole),
        spread(rates.control),
        `${overNaive.median.toFixed(0)}x`,
        percent(rates.asked),
        percent(rates.unread),
        `${equality.differing} of ${equality.compared} differ (${equality.matches} matches)`,
      ]),
    ),
    'Where the time goes, µs per event (each phase by itself):',
    table(
      ['work', 'events', 'bytes/event', 'slice', 'parse', 'read', 'match', 'whole'],
      rows.map(({ name, rates: { events, bytes, micros } }) => [
        name,
        String(events),
        (bytes / events).toFixed(0),
        ...[micros.slice, micros.parse, micros.read, micros.match, micros.whole].map(time => time.toFixed(1)),
      ]),
    ),
    `Four times as many rules (mutated literals), process creation: ${spread(fourTimes)} times the time (goal: ≤ 1.3)`,
    'Beside json-rules-engine, on the rules that it can express, µs per event:',
    table(
      ['log source', 'rules', 'left out', 'theirs', 'ours', 'times', 'match sets'],
      peers.map(({ name, peer }) => [
        name,
        String(peer.rules),
        String(peer.left),
        peer.theirMicros.toFixed(0),
        peer.ourMicros.toFixed(1),
        `${(peer.theirMicros / peer.ourMicros).toFixed(0)}x`,
        `${peer.differing} of ${peer.events} differ`,
      ]),
    ),
    'Decoding a Firehose batch, over base64, gunzip, cutting and parsing one after the other (goal: ≤ 1.15):',
    table(
      ['logs', 'form', 'ratio', 'MB/s'],
      decoding.flatMap(({ name, of }) =>
        of.map(({ form, ratio, megabytesPerSecond }) => [name, form, spread(ratio), megabytesPerSecond.toFixed(0)]),
      ),
    ),
    'Reading each source, from bytes to events, beside parsing its JSON or splitting its lines:',
    table(
      ['source', 'MB', 'events', 'plain MB/s', 'read MB/s', 'ratio'],
      sources.map(({ name, megabytes, events, plainMBs, readMBs, ratio }) => [
        name.replaceAll('|', '\\|'),
        megabytes.toFixed(1),
        String(events),
        plainMBs.toFixed(0),
        readMBs.toFixed(0),
        ratio.toFixed(2),
      ]),
    ),
  ].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function spread({ median, least, greatest }: Ratio): string {
  return `${median.toFixed(2)} (${least.toFixed(2)}–${greatest.toFixed(2)})`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
